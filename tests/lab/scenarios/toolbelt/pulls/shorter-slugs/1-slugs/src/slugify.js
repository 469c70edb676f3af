const marks = /[\u0300-\u036f]/g;
const smallWords = new Set(["a", "an", "and", "of", "the", "to"]);

/** "Crème brûlée, twice" becomes "creme-brulee-twice". Never longer than `maxLength`. */
export function slugify(title, maxLength = 60) {
  const words = title
    .normalize("NFKD")
    .replace(marks, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word && smallWords.has(word) === false);
  let slug = "";
  for (const word of words) {
    const longer = slug === "" ? word : `${slug}-${word}`;
    if (longer.length >= maxLength) break;
    slug = longer;
  }
  return slug;
}
