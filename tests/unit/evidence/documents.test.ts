import { describe, expect, it } from "vitest";
import { readDocument } from "@/lib/evidence/documents/read-document";

const read = (text: string) => readDocument(Buffer.from(text));
const json = (value: unknown) => read(JSON.stringify(value, null, 2));

describe("JSON reports", () => {
  it("takes the file of a finding from the object around it", () => {
    const report = [
      {
        filePath: "src/cart.ts",
        messages: [{ ruleId: "semi", severity: 2, message: "Missing", line: 3, column: 5 }],
      },
    ];
    expect(json(report)).toEqual([
      {
        tool: "eslint",
        file: "src/cart.ts",
        line: 3,
        column: 5,
        severity: "error",
        code: "semi",
        message: "Missing",
      },
    ]);
  });

  it("takes the file of a finding from the key of the map around it", () => {
    const report = {
      totals: { errors: 0, file_errors: 1 },
      files: { "src/Cart.php": { errors: 1, messages: [{ message: "Undefined variable", line: 7 }] } },
      errors: [],
    };
    expect(json(report)).toMatchObject([{ tool: "phpstan", file: "src/Cart.php", line: 7 }]);
  });

  it("counts from 1 what a tool counts from 0", () => {
    const report = {
      generalDiagnostics: [
        {
          file: "cart.py",
          severity: "error",
          message: "No",
          rule: "x",
          range: { start: { line: 0, character: 4 } },
        },
      ],
    };
    expect(json(report)).toMatchObject([{ tool: "pyright", line: 1, column: 5 }]);
  });

  it("leaves out lines of a stream that only say how far it is", () => {
    const said = [
      { message_severity: "info", message: "Completed in 3 ms" },
      { message_severity: "warning", message: "Invalid file link", file: "docs/index.md", line: "6" },
    ];
    expect(read(said.map((line) => JSON.stringify(line)).join("\n"))).toMatchObject([
      { tool: "docfx", file: "docs/index.md", line: 6, severity: "warning" },
    ]);
  });

  it("leaves out what passed and what was waived", () => {
    const report = {
      SchemaVersion: 2,
      Results: [
        {
          Target: "Dockerfile",
          Misconfigurations: [
            { ID: "DS001", Status: "FAIL", Message: "Use a tag", Severity: "HIGH" },
            { ID: "DS002", Status: "PASS", Message: "Fine", Severity: "HIGH" },
          ],
        },
      ],
    };
    expect(json(report)).toMatchObject([
      { tool: "trivy", file: "Dockerfile", code: "DS001", severity: "error" },
    ]);
  });

  it("reads one object a line, past the lines between that are no JSON", () => {
    const span = { file_name: "src/main.rs", line_start: 2, column_start: 9 };
    const lines = [
      { reason: "compiler-artifact", package_id: "a" },
      {
        reason: "compiler-message",
        message: { level: "warning", message: "unused variable", spans: [span] },
      },
      { reason: "compiler-message", message: { level: "warning", message: "1 warning emitted", spans: [] } },
    ].map((value) => JSON.stringify(value));
    expect(read([lines[0], "   Compiling shop", lines[1], lines[2]].join("\n"))).toMatchObject([
      { tool: "rustc", file: "src/main.rs", line: 2, message: "unused variable" },
    ]);
  });

  it("finds the findings of a tool that nobody told it about", () => {
    const report = {
      scanner: "new-tool",
      output: {
        problems: [
          { rule: "R1", severity: "high", message: "Bad", file: "a.x", line: 3 },
          { rule: "R2", severity: "low", message: "Odd", file: "b.x" },
        ],
      },
    };
    expect(json(report)).toMatchObject([
      { tool: "report", file: "a.x", line: 3, severity: "error", code: "R1" },
      { tool: "report", file: "b.x", line: null, severity: "warning", code: "R2" },
    ]);
  });

  it.each([
    ["a list without findings", [{ name: "shop", version: "1.0.0" }]],
    ["settings", { name: "shop", scripts: { test: "vitest" } }],
  ])("takes %s for no report", (_, value) => {
    expect(json(value)).toBeNull();
  });

  it("takes a broken file for no report", () => {
    expect(read('{ "runs": [')).toBeNull();
  });
});

describe("XML reports", () => {
  it("reads attributes, and the file from the element around", () => {
    const text = `<?xml version="1.0"?><checkstyle><file name="Cart.java">
      <error line="3" column="5" severity="warning" message="Unused import" source="UnusedImports"/></file></checkstyle>`;
    expect(read(text)).toEqual([
      {
        tool: "checkstyle",
        file: "Cart.java",
        line: 3,
        column: 5,
        severity: "warning",
        code: "UnusedImports",
        message: "Unused import",
      },
    ]);
  });

  it("reads text of elements", () => {
    const text = `<BugCollection><BugInstance type="NP" priority="1"><LongMessage>Null</LongMessage>
      <SourceLine sourcepath="Cart.java" start="12"/></BugInstance></BugCollection>`;
    expect(read(text)).toMatchObject([
      { tool: "spotbugs", file: "Cart.java", line: 12, severity: "error", code: "NP", message: "Null" },
    ]);
  });

  it("gives every place of a duplication", () => {
    const text = `<pmd-cpd><duplication lines="9"><file line="1" path="A.java"/><file line="5" path="B.java"/>
      <codefragment><![CDATA[total()]]></codefragment></duplication></pmd-cpd>`;
    expect(read(text)).toMatchObject([
      { tool: "cpd", file: "A.java", line: 1 },
      { tool: "cpd", file: "B.java", line: 5 },
    ]);
  });

  it.each([
    ["that is cut off", "<checkstyle><file name='a'>"],
    ["with an entity of its own", '<!DOCTYPE a [<!ENTITY b "c">]><checkstyle>&b;</checkstyle>'],
    ["that is too deep", `${"<a>".repeat(100)}${"</a>".repeat(100)}`],
  ])("takes a file %s for no report", (_, text) => {
    expect(read(`<?xml version="1.0"?>${text}`)).toBeNull();
  });
});

describe("other reports", () => {
  it("reads a table by the names of its columns", () => {
    const text =
      "ID\tFamily\tCheck\tFile\tSeverity\tLine\tCol\n7\tDefect\tNull pointer\tsrc/a.c\tHigh\t12\t4\n";
    expect(read(text)).toEqual([
      {
        tool: "polyspace",
        file: "src/a.c",
        line: 12,
        column: 4,
        severity: "error",
        code: "7",
        message: "Null pointer",
      },
    ]);
  });

  it("keeps a separator that stands in quotes", () => {
    expect(read('File,Line,Message\na.c,3,"first, ""second"""\n')).toMatchObject([
      { file: "a.c", line: 3, message: 'first, "second"' },
    ]);
  });

  it("reads a property list, whose files are named once", () => {
    const place =
      "<dict><key>line</key><integer>3</integer><key>col</key><integer>5</integer><key>file</key><integer>1</integer></dict>";
    const text = `<?xml version="1.0"?><!DOCTYPE plist><plist version="1.0"><dict>
      <key>files</key><array><string>a.h</string><string>a.c</string></array>
      <key>diagnostics</key><array><dict><key>description</key><string>Null</string>
      <key>check_name</key><string>core.Null</string><key>location</key>${place}</dict></array></dict></plist>`;
    expect(read(text)).toEqual([
      {
        tool: "clang-analyzer",
        file: "a.c",
        line: 3,
        column: 5,
        severity: null,
        code: "core.Null",
        message: "Null",
      },
    ]);
  });
});

it("takes a log for no report", () => {
  expect(read("2026-01-31T10:00:00.1234567Z ##[group]Run npm test\n{ not json }\n")).toBeNull();
  expect(read("[INFO] Scanning for projects...\n")).toBeNull();
});
