/** Sorts items into lists by what `keyOf` says of each. Keeps the order within a list. */
export function groupBy(items,keyOf)
{
    const groups = new Map()
    for (const item of items) {
        const key = keyOf(item)
        const group = groups.get(key) ?? []
        group.push(item); groups.set(key, group)
    }
    return groups
}
