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

/** Every element with one of the names, in document order, with the elements it stands in, outermost first. */
export function* elementsNamed(
  root: XmlElement,
  names: ReadonlySet<string>,
  parents: readonly XmlElement[] = [],
): Generator<{ element: XmlElement; parents: readonly XmlElement[] }> {
  if (names.has(root.name)) yield { element: root, parents };
  if (root.children.length === 0) return;
  const path = [...parents, root];
  for (const child of root.children) yield* elementsNamed(child, names, path);
}
