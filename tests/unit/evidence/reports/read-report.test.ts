import { describe, expect, test } from "vitest";
import { readReport } from "@/lib/evidence/reports/read-report";
import { ReportRefused } from "@/lib/evidence/reports/refused";

const read = (text: string) => readReport(Buffer.from(text));

function refusal(bytes: string | Uint8Array): string {
  try {
    readReport(typeof bytes === "string" ? Buffer.from(bytes) : bytes);
  } catch (error) {
    if (error instanceof ReportRefused) return error.code;
    throw error;
  }
  return "accepted";
}

const short = (text: string) =>
  read(text).tests.map(({ classname, name, status }) => [classname, name, status].join(" | "));

describe("JUnit", () => {
  test("every part of a test that the report knows", () => {
    const report =
      read(`<?xml version="1.0"?><testsuites><testsuite name="Outer"><testsuite name="Inner" file="src/a.ts">
      <testcase classname="A" name="adds" line="12" time="1,234.5"><failure message="1 &lt; 2" type="E"><![CDATA[at <a>]]></failure>
      <system-out>noise &amp; more</system-out></testcase></testsuite></testsuite></testsuites>`);
    expect(report).toEqual({
      format: "junit",
      tests: [
        {
          suite: "Inner",
          classname: "A",
          name: "adds",
          file: "src/a.ts",
          line: 12,
          status: "failed",
          durationSeconds: 1234.5,
          message: "1 < 2",
          details: "at <a>",
        },
      ],
    });
  });

  test.each([
    ["<error/><failure/>", "error"],
    ["<failure/><skipped/>", "failed"],
    ["<skipped/>", "skipped"],
    ["<flakyFailure>first</flakyFailure>", "passed"],
    ["<failure/><rerunFailure/>", "failed"],
    ["<properties/><system-err/>", "passed"],
  ])("%s means %s", (children, status) => {
    expect(short(`<testsuite><testcase name="t">${children}</testcase></testsuite>`)).toEqual([
      ` | t | ${status}`,
    ]);
  });

  test("a test that an attribute calls disabled is skipped", () => {
    expect(short('<testsuite><testcase name="t" status="notrun"/></testsuite>')).toEqual([" | t | skipped"]);
  });

  test("Node's failure attribute beside its failure element does not hide the text", () => {
    const [found] = read(
      '<testsuites><testcase name="t" failure="boom"><failure message="m">why</failure></testcase></testsuites>',
    ).tests;
    expect(found).toMatchObject({ status: "failed", message: "m", details: "why" });
  });

  test("UTF-16 and byte-order marks", () => {
    const xml = '<testsuite><testcase name="prüft"/></testsuite>';
    expect(readReport(Buffer.from(`\ufeff${xml}`, "utf16le")).tests[0]?.name).toBe("prüft");
    expect(readReport(Buffer.from(`\ufeff${xml}`, "utf16le").swap16()).tests[0]?.name).toBe("prüft");
    expect(readReport(Buffer.from(`\ufeff${xml}`)).tests[0]?.name).toBe("prüft");
    const latin =
      '<?xml version="1.0" encoding="ISO-8859-1"?><testsuite><testcase name="prüft"/></testsuite>';
    expect(readReport(Buffer.from(latin, "latin1")).tests[0]?.name).toBe("prüft");
  });
});

describe("other formats are told from their content", () => {
  test.each([
    [
      "xunit",
      '<assemblies><assembly><collection><test name="N.C.M(x: 1)" type="N.C" method="M" result="Fail"/><test name="shown" type="N.C" method="O" result="Skip"/></collection></assembly></assemblies>',
      ["N.C | M(x: 1) | failed", "N.C | O | skipped"],
    ],
    [
      "nunit",
      '<test-run><test-suite><test-case name="M" fullname="N.C.M" result="Passed"/><test-case name="O" classname="N.C" result="Failed" label="Error"><failure/></test-case></test-suite></test-run>',
      ["N.C | M | passed", "N.C | O | failed"],
    ],
    [
      "nunit",
      '<test-results><test-case name="A.b" executed="True" success="False"/><test-case name="A.c" executed="False"/></test-results>',
      [" | A.b | failed", " | A.c | skipped"],
    ],
    [
      "trx",
      '<TestRun><Results><UnitTestResult testId="1" testName="N.C.M" outcome="Failed"/><UnitTestResult testId="2" testName="O" outcome="NotExecuted"/></Results><TestDefinitions><UnitTest id="1"><TestMethod className="N.C, Asm"/></UnitTest></TestDefinitions></TestRun>',
      ["N.C | M | failed", " | O | skipped"],
    ],
    [
      "testng",
      '<testng-results><class name="C"><test-method name="m" status="FAIL"/><test-method name="up" is-config="true" status="PASS"/></class></testng-results>',
      ["C | m | failed"],
    ],
    [
      "jest",
      '{"numTotalTests":2,"testResults":[{"name":"/a.test.js","assertionResults":[{"ancestorTitles":["A"],"title":"t","status":"failed","failureMessages":["boom"]},{"ancestorTitles":[],"title":"u","status":"pending"}]}]}',
      ["A | t | failed", " | u | skipped"],
    ],
    [
      "mocha",
      '{"stats":{},"tests":[{"title":"t","fullTitle":"A t","err":{"message":"m"}},{"title":"u","fullTitle":"A u","err":{}}],"pending":[{"title":"u","fullTitle":"A u"}]}',
      ["A | t | failed", "A | u | skipped"],
    ],
    [
      "playwright",
      '{"config":{},"suites":[{"title":"a.spec.ts","file":"a.spec.ts","suites":[{"title":"A","specs":[{"title":"t","tests":[{"status":"flaky","results":[]}]}]}]}]}',
      ["A | t | passed"],
    ],
    [
      "ctrf",
      '{"results":{"tool":{"name":"x"},"tests":[{"name":"t","status":"failed"},{"name":"u","status":"pending"}]}}',
      [" | t | failed", " | u | skipped"],
    ],
    [
      "go-test",
      '{"Action":"run","Package":"p","Test":"TestA"}\nnot json\n{"Action":"output","Package":"p","Test":"TestA","Output":"    a_test.go:3: boom\\n"}\n{"Action":"fail","Package":"p","Test":"TestA","Elapsed":0.1}\n{"Action":"fail","Package":"p"}\n{"Action":"fail","Package":"q"}',
      ["p | TestA | failed", "q | q | error"],
    ],
    [
      "node-test",
      '{"type":"test:start","data":{"name":"A","nesting":0}}\n{"type":"test:start","data":{"name":"t","nesting":1}}\n{"type":"test:fail","data":{"name":"t","nesting":1,"details":{"error":{"message":"m"}}}}\n{"type":"test:fail","data":{"name":"A","nesting":0,"details":{"type":"suite"}}}',
      ["A | t | failed"],
    ],
    [
      "tap",
      "TAP version 13\n# Subtest: A\n    not ok 1 - t\n      ---\n      error: 'boom'\n      ...\n    ok 2 - u # SKIP later\n    1..2\nnot ok 1 - A\nnot ok 2 - todo # TODO\n1..2",
      ["A | t | failed", "A | u | skipped", " | todo | skipped"],
    ],
  ])("%s", (format, text, tests) => {
    expect(read(text).format).toBe(format);
    expect(short(text)).toEqual(tests);
  });

  test("a TAP parent that fails on its own account is a failure too", () => {
    expect(short("TAP version 13\n    ok 1 - t\n    1..1\nnot ok 1 - A\n1..1")).toEqual([
      " | t | passed",
      " | A | failed",
    ]);
  });
});

describe("what is no report, broken or hostile is refused", () => {
  const bomb =
    '<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><testsuite><testcase name="&b;"/></testsuite>';
  test.each([
    ["NOT_A_TEST_REPORT", "an empty file", ""],
    ["NOT_A_TEST_REPORT", "a log", "this is not json\n"],
    ["NOT_A_TEST_REPORT", "other JSON", '{"name":"app","version":"1.0.0"}'],
    ["NOT_A_TEST_REPORT", "other XML", "<checkstyle><file/></checkstyle>"],
    ["MALFORMED", "XML that was cut off", '<testsuite><testcase name="a"><failure>text'],
    ["MALFORMED", "tags that cross", "<testsuite><testcase></testsuite></testcase>"],
    ["MALFORMED", "two roots", "<testsuite/><testsuite/>"],
    ["MALFORMED", "text behind the root", "<testsuite/>tail"],
    ["MALFORMED", "an unknown entity", '<testsuite name="&evil;"/>'],
    ["MALFORMED", "an attribute without quotes", "<testsuite name=a/>"],
    ["MALFORMED", "JSON that was cut off", '{"numTotalTests":1,"testResults":[{'],
    ["MALFORMED", "an event that was cut off", '{"Action":"run","Package":"p"}\n{"Action":"pa'],
    ["MALFORMED", "elements nested without end", "<testsuite>".repeat(100_000)],
    ["MALFORMED", "an endless attribute", `<testsuite name="${"a".repeat(1_100_000)}"/>`],
    ["FORBIDDEN_XML", "an entity bomb", bomb],
    ["FORBIDDEN_XML", "a DOCTYPE in lower case", "<!doctype html><html></html>"],
    ["FORBIDDEN_XML", "a DOCTYPE behind a comment", `<!-- <testsuite> -->${bomb}`],
    ["FORBIDDEN_XML", "a DOCTYPE inside the root", "<testsuite><!DOCTYPE a></testsuite>"],
    [
      "FORBIDDEN_XML",
      "an outside entity",
      '<!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]><testsuite>&a;</testsuite>',
    ],
  ])("%s: %s", (code, _what, text) => {
    expect(refusal(text)).toBe(code);
  });

  test("a DOCTYPE in UTF-16 hides no better", () => {
    expect(refusal(Buffer.from(bomb, "utf16le"))).toBe("FORBIDDEN_XML");
  });

  test("a page that a test printed is no DOCTYPE of the report", () => {
    expect(
      refusal(
        "<testsuite><testcase name='t'/><system-out><![CDATA[<!DOCTYPE html>]]></system-out></testsuite>",
      ),
    ).toBe("accepted");
  });

  test("an attribute named __proto__ changes nothing", () => {
    expect(read('<testsuite><testcase __proto__="x" name="t"/></testsuite>').tests[0]?.name).toBe("t");
  });
});
