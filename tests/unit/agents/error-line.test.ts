import { describe, expect, it } from "vitest";
import { errorLine, isNodeCrash, lastErrorLine } from "@/lib/agents/error-line";

const nodeCrash = `node:internal/modules/cjs/loader:1210
  throw err;
  ^

Error: Cannot find module '/tools/prettier.cjs'
    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15) {
  code: 'MODULE_NOT_FOUND'
}

Node.js v20.20.2
`;

describe("why a program failed", () => {
  it.each([
    [
      "of Node, neither its source nor its version",
      nodeCrash,
      "Error: Cannot find module '/tools/prettier.cjs'",
    ],
    ["with its code", "TypeError [ERR_X]: no\n    at f\n\nNode.js v24.9.0", "TypeError [ERR_X]: no"],
    ["of Python, the error behind its trace", "Traceback:\n  File x\nValueError: no", "ValueError: no"],
    [
      "of a tool that names none, its first line",
      "[error] a.js: Unexpected token (1:2)\n[error] > 1 |",
      "[error] a.js: Unexpected token (1:2)",
    ],
    ["that said nothing, nothing", " \n", ""],
  ])("is said in one line: %s", (_, output, line) => {
    expect(errorLine(output)).toBe(line);
  });

  it("is the last line of a program that tells what it does on the way", () => {
    expect(lastErrorLine("reading\nwriting\nout of room\n")).toBe("out of room");
    expect(lastErrorLine(nodeCrash)).toContain("Cannot find module");
  });

  it("is a crash of Node where its version is the last word, and not where a tool reports", () => {
    expect(isNodeCrash(nodeCrash)).toBe(true);
    expect(isNodeCrash("1 problem (1 error, 0 warnings)\n")).toBe(false);
  });
});
