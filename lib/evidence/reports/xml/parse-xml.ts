// A small reader for the XML of test reports, because general ones are several times slower: it walks by `indexOf`,
// copies nothing but what it keeps, and knows no document types at all. What has a DOCTYPE is refused.

import { reportLimits } from "../limits";
import { ReportRefused } from "../refused";
import { decodeEntities } from "./decode-entities";
import type { XmlElement } from "./element";

const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({});
/** Shared by all elements without any: most elements of a report are empty. */
const NO_CHILDREN: XmlElement[] = [];

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const BLANK = 32;
const EXCLAMATION = 33;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const SLASH = 47;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const QUESTION = 63;

/** Gets the elements it names as soon as they are complete; they then leave the tree. Parents come outermost first. */
export type ElementTaker = {
  names: ReadonlySet<string>;
  take: (element: XmlElement, parents: readonly XmlElement[]) => void;
};

/**
 * The root element, without what `takerFor` (asked when the root opens) took out. Throws `MALFORMED` for what is not
 * well-formed or beyond the limits, `FORBIDDEN_XML` for a DOCTYPE.
 */
export function parseXml(text: string, takerFor: (root: XmlElement) => ElementTaker): XmlElement {
  return new XmlReader(text, takerFor).read();
}

type OpenElement = Omit<XmlElement, "children"> & { children: XmlElement[] };

class XmlReader {
  private at = 0;
  private root: XmlElement | undefined;
  private taker: ElementTaker | undefined;
  private readonly open: OpenElement[] = [];
  private readonly openNames: string[] = [];

  constructor(
    private readonly text: string,
    private readonly takerFor: (root: XmlElement) => ElementTaker,
  ) {}

  read(): XmlElement {
    const { text } = this;
    while (this.at < text.length) {
      const tag = text.indexOf("<", this.at);
      const end = tag === -1 ? text.length : tag;
      if (end > this.at) this.characters(decodeEntities(text.slice(this.at, end)), false);
      if (tag === -1) break;
      this.at = tag + 1;
      const next = text.charCodeAt(this.at);
      if (next === SLASH) this.closeTag();
      else if (next === EXCLAMATION) this.declaration();
      else if (next === QUESTION) this.at = this.after("?>");
      else this.openTag();
    }
    if (this.open.length > 0) throw malformed(`<${this.openNames.at(-1)}> is never closed`);
    if (!this.root) throw malformed("there is no element");
    return this.root;
  }

  private characters(characters: string, isCdata: boolean): void {
    const parent = this.open.at(-1);
    if (!parent) {
      if (isCdata || /[^\s\ufeff\0]/.test(characters))
        throw malformed("there is text outside the root element");
      return;
    }
    if (parent.text === "" && !isCdata && isBlank(characters)) return;
    if (parent.text.length + characters.length > reportLimits.textCharactersMax)
      throw malformed("a text is too long");
    parent.text += characters;
  }

  private closeTag(): void {
    const end = this.after(">");
    const name = this.text.slice(this.at + 1, end - 1).trimEnd();
    if (this.openNames.pop() !== name) throw malformed(`</${name.slice(0, 80)}> closes what is not open`);
    const element = this.open.pop();
    if (element) this.complete(element);
    this.at = end;
  }

  private declaration(): void {
    const { text, at } = this;
    if (text.startsWith("!--", at)) {
      this.at = this.after("-->", at + 3);
    } else if (text.startsWith("![CDATA[", at)) {
      const end = this.after("]]>", at + 8);
      this.characters(text.slice(at + 8, end - 3), true);
      this.at = end;
    } else if (/^!(?:DOCTYPE|ENTITY)/i.test(text.slice(at, at + 8))) {
      throw forbidden();
    } else {
      throw malformed("there is an unknown declaration");
    }
  }

  private openTag(): void {
    const { text } = this;
    const qualified = this.name();
    let attributes: Record<string, string> | undefined;
    for (;;) {
      const separated = this.skipBlanks();
      const next = text.charCodeAt(this.at);
      if (next === GREATER || next === SLASH) break;
      if (!separated || Number.isNaN(next)) throw malformed(`<${qualified.slice(0, 80)} is not finished`);
      attributes ??= {};
      this.attribute(attributes);
    }
    const element: OpenElement = {
      name: withoutPrefix(qualified),
      attributes: attributes ?? NO_ATTRIBUTES,
      children: NO_CHILDREN,
      text: "",
    };
    if (this.open.length === 0) {
      if (this.root) throw malformed("there is a second root element");
      this.root = element;
      this.taker = this.takerFor(element);
    }
    if (text.charCodeAt(this.at) === SLASH) {
      if (text.charCodeAt(this.at + 1) !== GREATER) throw malformed("a tag has a stray slash");
      this.at += 2;
      this.complete(element);
      return;
    }
    this.at++;
    if (this.open.length >= reportLimits.depthMax) throw malformed("elements are nested too deeply");
    this.open.push(element);
    this.openNames.push(qualified);
  }

  private complete(element: XmlElement): void {
    const parent = this.open.at(-1);
    if (!parent) return;
    if (this.taker?.names.has(element.name)) this.taker.take(element, this.open);
    else addChild(parent, element);
  }

  private attribute(attributes: Record<string, string>): void {
    const { text } = this;
    const name = this.name();
    this.skipBlanks();
    if (text.charCodeAt(this.at) !== EQUALS)
      throw malformed(`the attribute ${name.slice(0, 80)} has no value`);
    this.at++;
    this.skipBlanks();
    const quote = text.charCodeAt(this.at);
    if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) {
      throw malformed(`the value of ${name.slice(0, 80)} is not quoted`);
    }
    const start = this.at + 1;
    const end = text.indexOf(quote === DOUBLE_QUOTE ? '"' : "'", start);
    if (end === -1) throw malformed(`the value of ${name.slice(0, 80)} never ends`);
    if (end - start > reportLimits.attributeCharactersMax) throw malformed("an attribute is too long");
    const raw = text.slice(start, end);
    if (raw.includes("<")) throw malformed(`the value of ${name.slice(0, 80)} contains "<"`);
    const local = withoutPrefix(name);
    // Of `line` and `x:line` the plain one counts.
    if (local === name || !Object.hasOwn(attributes, local))
      setOwn(attributes, local, decodeEntities(normalized(raw)));
    this.at = end + 1;
  }

  private name(): string {
    const { text } = this;
    const start = this.at;
    let at = start;
    for (let code = text.charCodeAt(at); isNamePart(code); code = text.charCodeAt(at)) at++;
    if (at === start || !isNameStart(text.charCodeAt(start))) throw malformed("a name is missing after <");
    this.at = at;
    return text.slice(start, at);
  }

  private skipBlanks(): boolean {
    const start = this.at;
    while (isBlankCode(this.text.charCodeAt(this.at))) this.at++;
    return this.at > start;
  }

  private after(terminator: string, from = this.at): number {
    const found = this.text.indexOf(terminator, from);
    if (found === -1) throw malformed(`"${terminator}" is missing`);
    return found + terminator.length;
  }
}

function addChild(parent: OpenElement, child: XmlElement): void {
  if (parent.children === NO_CHILDREN) parent.children = [child];
  else parent.children.push(child);
}

const LINE_END_OR_TAB = /[\t\n\r]/;

/** In attributes a line break or tab means a blank: https://www.w3.org/TR/xml/#AVNormalize */
function normalized(value: string): string {
  return LINE_END_OR_TAB.test(value) ? value.replace(/\r\n|[\t\n\r]/g, " ") : value;
}

/** `__proto__` is a name like any other to a hostile file, and a trap to an object. */
function setOwn(attributes: Record<string, string>, name: string, value: string): void {
  if (name !== "__proto__") attributes[name] = value;
}

function withoutPrefix(name: string): string {
  const colon = name.indexOf(":");
  return colon === -1 ? name : name.slice(colon + 1);
}

function isBlankCode(code: number): boolean {
  return code === BLANK || code === LINE_FEED || code === CARRIAGE_RETURN || code === TAB;
}

function isBlank(characters: string): boolean {
  for (let at = 0; at < characters.length; at++) if (!isBlankCode(characters.charCodeAt(at))) return false;
  return true;
}

/** Which letters XML allows in a name is of no concern here, only what ends it. NaN, the end of the text, does. */
function isNamePart(code: number): boolean {
  if (code > GREATER) return true;
  if (code === EQUALS || code === SLASH || code === LESS || code === GREATER) return false;
  return code > BLANK && code !== DOUBLE_QUOTE && code !== SINGLE_QUOTE;
}

function isNameStart(code: number): boolean {
  return (
    (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === 58 || code > 127
  );
}

function malformed(what: string): ReportRefused {
  return new ReportRefused("MALFORMED", `This is not well-formed XML: ${what}.`);
}

export function forbidden(): ReportRefused {
  return new ReportRefused(
    "FORBIDDEN_XML",
    "The file declares a document type or an entity. Test reports need neither; such files are not read.",
  );
}
