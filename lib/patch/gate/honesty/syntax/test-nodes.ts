import type { Node } from "@vscode/tree-sitter-wasm";
import type { Grammar } from "./grammars";

/** A test or a group of tests as its runner would find it. */
export interface TestNode {
  kind: "test" | "group";
  /** As written, quotes included; empty where a test has none. */
  title: string;
  /** Offsets of all that belongs to it: decorators and attributes too. */
  from: number;
  to: number;
  /** Offsets of the title. */
  titleFrom: number;
  titleTo: number;
  line: number;
}

interface Finder {
  types: readonly string[];
  find(node: Node): TestNode | null;
}

function testNode(kind: TestNode["kind"], whole: Node, title: Node | null, from = whole): TestNode {
  return {
    kind,
    title: title?.text ?? "",
    from: from.startIndex,
    to: whole.endIndex,
    titleFrom: title?.startIndex ?? from.startIndex,
    titleTo: title?.endIndex ?? from.startIndex,
    line: whole.startPosition.row + 1,
  };
}

function ancestor(node: Node, type: string): Node | null {
  let at = node.parent;
  while (at !== null && at.type !== type) at = at.parent;
  return at;
}

function isGroup(name: string): boolean {
  return /describe|context|suite|feature/i.test(name);
}

const declaring = /^[xf]?(?:it|test|describe|context|suite|specify|bench|scenario|feature|example)$/;

/** `describe.skip.each(table)("title", fn)` → the node of `describe`; a callee in brackets stays as it is. */
function calleeRoot(callee: Node): Node {
  let at = callee;
  for (;;) {
    const next = at.childForFieldName("object") ?? at.childForFieldName("function");
    if (next === null) return at;
    at = next;
  }
}

const callFinder: Finder = {
  types: ["call_expression"],
  find(node) {
    const callee = node.childForFieldName("function");
    const given = node.childForFieldName("arguments");
    if (callee === null || given === null) return null;
    const root = calleeRoot(callee);
    const name =
      root.type === "parenthesized_expression" ? /\b(?:it|test|describe)\b/.exec(root.text)?.[0] : root.text;
    if (name === undefined || !declaring.test(name)) return null;
    const title = given.namedChildren[0] ?? null;
    const runs = given.namedChildren.some((argument) => /function|arrow/.test(argument?.type ?? ""));
    if (title === null || !runs || /function|arrow|object|array/.test(title.type)) return null;
    return testNode(isGroup(name) ? "group" : "test", node, title);
  },
};

const pythonFinder: Finder = {
  types: ["function_definition", "class_definition"],
  find(node) {
    const title = node.childForFieldName("name");
    if (title === null) return null;
    const from = node.parent?.type === "decorated_definition" ? node.parent : node;
    if (node.type === "class_definition") {
      const bases = node.childForFieldName("superclasses")?.text ?? "";
      return /^Test/.test(title.text) || /Test|Case/.test(bases)
        ? testNode("group", node, title, from)
        : null;
    }
    if (!/^test/.test(title.text)) return null;
    const owner = ancestor(node, "class_definition");
    if (owner !== null && pythonFinder.find(owner) === null) return null;
    return testNode("test", node, title, from);
  },
};

const goFinder: Finder = {
  types: ["function_declaration", "method_declaration", "call_expression"],
  find(node) {
    if (node.type !== "call_expression") {
      const title = node.childForFieldName("name");
      return title !== null && /^(?:Test|Fuzz|Example|Benchmark)(?:[^a-z]|$)/.test(title.text)
        ? testNode("test", node, title)
        : null;
    }
    const field = node.childForFieldName("function")?.childForFieldName("field")?.text;
    const title = node.childForFieldName("arguments")?.namedChildren[0] ?? null;
    return field === "Run" && title?.type === "interpreted_string_literal"
      ? testNode("test", node, title)
      : null;
  },
};

const declaringAttribute =
  /^(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property|Fact|Theory|TestMethod|DataTestMethod|TestCase|TestCaseSource|Example)$/;

/** Methods that an annotation or an attribute makes a test; classes are their groups. */
function attributed(attributes: (method: Node) => string[]): Finder {
  return {
    types: ["method_declaration", "class_declaration"],
    find(node) {
      const title = node.childForFieldName("name");
      if (title === null) return null;
      if (node.type === "class_declaration") return testNode("group", node, title);
      const isTest =
        /^test/.test(title.text) || attributes(node).some((name) => declaringAttribute.test(name));
      return isTest ? testNode("test", node, title) : null;
    },
  };
}

function lastName(text: string): string {
  return (
    text
      .split("(")[0]
      ?.trim()
      .split(/[.\\:]/)
      .at(-1) ?? ""
  );
}

const javaFinder = attributed((method) =>
  method
    .descendantsOfType(["annotation", "marker_annotation"])
    .map((annotation) => lastName(annotation?.childForFieldName("name")?.text ?? "")),
);
const csharpFinder = attributed((method) =>
  method.descendantsOfType("attribute").map((attribute) => lastName(attribute?.text ?? "")),
);
const phpMethods = attributed((method) => [
  ...method.descendantsOfType("attribute").map((attribute) => lastName(attribute?.text ?? "")),
  ...(/@test\b/.test(method.previousSibling?.text ?? "") ? ["Test"] : []),
]);

const phpFinder: Finder = {
  types: [...phpMethods.types, "function_call_expression"],
  find(node) {
    if (node.type !== "function_call_expression") return phpMethods.find(node);
    const name = node.childForFieldName("function")?.text ?? "";
    const title = node.childForFieldName("arguments")?.namedChildren[0] ?? null;
    if (!/^(?:it|test|describe)$/.test(name) || title === null) return null;
    // What is chained to it (`->skip()`, `->todo()`) belongs to it.
    let whole = node;
    while (whole.parent !== null && /^member_(?:call|access)_expression$/.test(whole.parent.type))
      whole = whole.parent;
    return testNode(name === "describe" ? "group" : "test", whole, title);
  },
};

const rubyFinder: Finder = {
  types: ["call", "method", "class"],
  find(node) {
    const name = node.childForFieldName(node.type === "call" ? "method" : "name");
    if (name === null) return null;
    if (node.type === "class") return testNode("group", node, name);
    if (node.type === "method") return /^test_/.test(name.text) ? testNode("test", node, name) : null;
    if (!declaring.test(name.text) || node.childForFieldName("block") === null) return null;
    const title = node.childForFieldName("arguments")?.namedChildren[0] ?? null;
    return testNode(isGroup(name.text) ? "group" : "test", node, title);
  },
};

const rustFinder: Finder = {
  types: ["function_item", "mod_item"],
  find(node) {
    const title = node.childForFieldName("name");
    if (title === null) return null;
    let from = node;
    let isTest = false;
    for (let at = node.previousNamedSibling; at?.type === "attribute_item"; at = at.previousNamedSibling) {
      from = at;
      if (/\b(?:test|rstest|test_case|proptest|quickcheck)\b/.test(at.text)) isTest = true;
    }
    return isTest ? testNode(node.type === "mod_item" ? "group" : "test", node, title, from) : null;
  },
};

const cppFinder: Finder = {
  types: ["function_definition"],
  find(node) {
    const declarator = node.childForFieldName("declarator");
    const macro = declarator?.childForFieldName("declarator")?.text ?? "";
    return /^(?:TYPED_)?TEST(?:_[FP])?$|^(?:BOOST|DOCTEST)_\w+$/.test(macro)
      ? testNode("test", node, declarator?.childForFieldName("parameters") ?? null)
      : null;
  },
};

const finders: Record<Grammar, Finder> = {
  javascript: callFinder,
  typescript: callFinder,
  tsx: callFinder,
  python: pythonFinder,
  go: goFinder,
  java: javaFinder,
  ruby: rubyFinder,
  rust: rustFinder,
  "c-sharp": csharpFinder,
  php: phpFinder,
  cpp: cppFinder,
};

/** Tests and their groups in the order of the file, groups before what they hold. */
export function testNodes(root: Node, grammar: Grammar): TestNode[] {
  const { types, find } = finders[grammar];
  return root
    .descendantsOfType([...types])
    .flatMap((node) => (node === null ? [] : (find(node) ?? [])))
    .sort((left, right) => left.from - right.from || right.to - left.to);
}
