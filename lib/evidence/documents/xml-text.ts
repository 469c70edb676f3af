import { SaxesParser } from "saxes";

type XmlValue = Record<string, unknown>;

const ELEMENTS_MAX = 400_000;
const DEPTH_MAX = 64;

/**
 * An XML text as plain values: an element becomes an object of its attributes, its children by name in arrays, and its
 * text as "#text"; with `withOrder` also its children as pairs of name and value, as "#children". Null if it is not well-formed, too deep or too large. Entities of its own are never expanded.
 */
export function parseXml(text: string, withOrder = false): XmlValue | null {
  const parser = new SaxesParser();
  const document: XmlValue = {};
  const open: XmlValue[] = [document];
  let elementCount = 0;
  let isBroken = false;
  const addText = (more: string) => {
    const element = open.at(-1);
    if (element && more.trim() !== "") element["#text"] = `${element["#text"] ?? ""}${more}`;
  };
  parser.on("error", () => {
    isBroken = true;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: XmlValue = { ...attributes };
    addChild(open.at(-1) ?? document, name.slice(name.indexOf(":") + 1), element);
    if (withOrder) addInOrder(open.at(-1) ?? document, name, element);
    open.push(element);
    elementCount++;
    if (elementCount > ELEMENTS_MAX || open.length > DEPTH_MAX) isBroken = true;
  });
  parser.on("closetag", () => open.pop());
  parser.on("text", addText);
  parser.on("cdata", addText);
  const CHUNK = 65_536;
  for (let at = 0; at < text.length && !isBroken; at += CHUNK) parser.write(text.slice(at, at + CHUNK));
  if (!isBroken) parser.close();
  return isBroken ? null : document;
}

function addChild(parent: XmlValue, name: string, child: XmlValue): void {
  const siblings = parent[name];
  if (Array.isArray(siblings)) siblings.push(child);
  else parent[name] = siblings === undefined ? [child] : [siblings, child];
}

function addInOrder(parent: XmlValue, name: string, child: XmlValue): void {
  const children = parent["#children"];
  if (Array.isArray(children)) children.push([name, child]);
  else parent["#children"] = [[name, child]];
}
