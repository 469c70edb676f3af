import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { checkSync } from "recheck";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const folder = path.resolve("lib/evidence");

interface Literal {
  place: string;
  source: string;
  flags: string;
}

/** Every regular expression written in lib/evidence. */
function literals(): Literal[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  return files.flatMap((name) => {
    const text = readFileSync(path.join(folder, name), "utf8");
    const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true);
    const found: Literal[] = [];
    const walk = (node: ts.Node) => {
      if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) {
        const written = node.getText(file);
        const end = written.lastIndexOf("/");
        const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
        found.push({
          place: `${name}:${line + 1}`,
          source: written.slice(1, end),
          flags: written.slice(end + 1),
        });
      }
      ts.forEachChild(node, walk);
    };
    walk(file);
    return found;
  });
}

describe("regular expressions on text from outside", () => {
  it("none can be made to go back and forth for exponential or polynomial time", () => {
    const vulnerable = literals().flatMap(({ place, source, flags }) => {
      const result = checkSync(source, flags, { timeout: 700 });
      return result.status === "vulnerable"
        ? [`${place} ${result.complexity?.summary} /${source}/${flags}`]
        : [];
    });
    expect(vulnerable).toEqual([]);
  }, 600_000);
});
