import { SaxesParser } from "saxes";
import { parse as parseToml } from "smol-toml";
import { parseAllDocuments } from "yaml";
import { type Leaves, leavesOf } from "./leaves";
import { readLiterals } from "./read-literals";

/** Configuration is short; what is longer is not worth the time of a hostile parse. */
const charactersMax = 200_000;

interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Element[];
}

function readXml(source: string): unknown {
  const root: Element = { name: "", attributes: {}, text: "", children: [] };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    const element: Element = { name, attributes, text: "", children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text.trim();
  });
  parser.on("closetag", () => void open.pop());
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(source).close();
  return plainElement(root);
}

function scalar(text: string): string | number | boolean {
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : text;
}

/** `<property name="max" value="40"/>` is a property called max; elements of one name are counted. */
function plainElement({ attributes, text, children }: Element): unknown {
  const object: Record<string, unknown> = Object.create(null);
  if (text !== "") object["="] = scalar(text);
  for (const [name, value] of Object.entries(attributes)) object[`@${name}`] = scalar(value);
  for (const child of children) {
    const name = child.attributes.name ?? child.attributes.id;
    const base = name === undefined ? child.name : `${child.name}:${name}`;
    let key = base;
    for (let count = 2; key in object; count += 1) key = `${base}#${count}`;
    object[key] = plainElement(child);
  }
  return object;
}

function readYaml(source: string): unknown {
  const documents = parseAllDocuments(source, { maxAliasCount: 100 } as never);
  return [...documents].map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS({ maxAliasCount: 100 });
  });
}

const readers: readonly [names: RegExp, read: (source: string) => unknown][] = [
  [/\.toml$/i, parseToml],
  [/\.(?:xml|xml\.dist|props|targets|runsettings|csproj)$/i, readXml],
  [/\.(?:ya?ml|neon|neon\.dist)$/i, readYaml],
  [/\.(?:jsonc?|json5|[cm]?[jt]s)$/i, readLiterals],
  // `.eslintrc`, `.babelrc`: JSON, and where it is not, YAML.
  [
    /(?:^|\/)\.[a-z]+rc$/i,
    (source) => (source.trimStart().startsWith("{") ? readLiterals(source) : readYaml(source)),
  ],
];

/** Where each value of a configuration stands; null where its format is not known or it does not parse. */
export function readConfiguration(path: string, source: string): Leaves | null {
  if (source.length > charactersMax) return null;
  const reader = readers.find(([names]) => names.test(path));
  if (reader === undefined) return null;
  try {
    return leavesOf(reader[1](source));
  } catch {
    return null;
  }
}
