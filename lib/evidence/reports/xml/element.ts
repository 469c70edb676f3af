/** One XML element. Names are without their namespace prefix; `text` is all character data directly inside. */
export type XmlElement = {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: XmlElement[];
  text: string;
};

export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

/** The character data of a child, or undefined when there is no such child. */
export function textOf(element: XmlElement | undefined, name: string): string | undefined {
  return element && childOf(element, name)?.text;
}

/** An element and those it stands in, outermost first. Siblings share one list of parents. */
export type Placed = { element: XmlElement; parents: readonly XmlElement[] };

/** Every element with one of the names, in document order. */
export function elementsNamed(root: XmlElement, names: ReadonlySet<string>): Placed[] {
  const found: Placed[] = [];
  collect(root, [], names, found);
  return found;
}

function collect(
  element: XmlElement,
  parents: readonly XmlElement[],
  names: ReadonlySet<string>,
  found: Placed[],
): void {
  if (names.has(element.name)) found.push({ element, parents });
  if (element.children.length === 0) return;
  const path = [...parents, element];
  for (const child of element.children) collect(child, path, names, found);
}
