import { jsonFormats, lineFormats, xmlFormats } from "./formats";
import type { XmlTestReader } from "./formats/format";
import { reportLimits } from "./limits";
import { ReportRefused } from "./refused";
import type { ReportedTest, TestReport } from "./test-report";
import { decodeBytes } from "./xml/decode-bytes";
import type { XmlElement } from "./xml/element";
import { type ElementTaker, forbidden, parseXml } from "./xml/parse-xml";

const HEAD_LINES = 200;

/**
 * Reads a test report of any known format, told from its content. Throws `ReportRefused` for what is none, is broken or
 * beyond the limits, and for XML with a DOCTYPE or an entity declaration. Texts are as the file has them: redact before use.
 */
export function readReport(bytes: Uint8Array): TestReport {
  if (bytes.length > reportLimits.bytesMax) {
    throw new ReportRefused(
      "MALFORMED",
      `The file is larger than ${reportLimits.bytesMax / 1024 / 1024} MiB.`,
    );
  }
  const text = decodeBytes(bytes);
  const start = text.search(/\S/);
  const first = start === -1 ? "" : text.charAt(start);
  if (first === "<") return readXml(text);
  if (first === "{" || first === "[") return readJson(text);
  return readLines(text);
}

function readXml(text: string): TestReport {
  const report: TestReport = { format: "", tests: [] };
  let reader: XmlTestReader | undefined;
  const root = parseOrForbid(text, ({ name }) => {
    const format = xmlFormats.find(({ roots }) => roots.includes(name));
    if (!format) throw notAReport(`its root element is <${name.slice(0, 80)}>`);
    const opened = format.open();
    reader = opened;
    report.format = format.name;
    return {
      names: new Set(format.testElements),
      take(element, parents) {
        const test = opened.read(element, parents);
        if (test) addTest(report.tests, test);
      },
    };
  });
  reader?.finish?.(root);
  return report;
}

/** Broken and with a declaration in it means hostile. In CDATA the same letters may be a page that a test printed. */
function parseOrForbid(text: string, takerFor: (root: XmlElement) => ElementTaker): XmlElement {
  try {
    return parseXml(text, takerFor);
  } catch (error) {
    const declares = text.includes("<!DOCTYPE") || text.includes("<!ENTITY");
    if (error instanceof ReportRefused && error.code === "MALFORMED" && declares) throw forbidden();
    throw error;
  }
}

function readJson(text: string): TestReport {
  const value = parseJson(text);
  if (value === undefined) return readLines(text);
  for (const { name, read } of jsonFormats) {
    const tests = read(value);
    if (tests) return collect(name, tests);
  }
  return readLines(text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function readLines(text: string): TestReport {
  const lines = text.split(/\r?\n/);
  const head = lines.slice(0, HEAD_LINES);
  const format = lineFormats.find(({ accepts }) => accepts(head));
  if (format) return collect(format.name, format.read(lines));
  if (/^\s*\{\s*"(?:results|numTotalTests|numFailedTestSuites|stats|config|testResults)"/.test(text)) {
    throw new ReportRefused("MALFORMED", "This looks like a JSON test report, but it is not valid JSON.");
  }
  throw notAReport("no known format begins like this");
}

function collect(format: string, tests: Iterable<ReportedTest>): TestReport {
  const collected: ReportedTest[] = [];
  for (const test of tests) addTest(collected, test);
  return { format, tests: collected };
}

function addTest(tests: ReportedTest[], test: ReportedTest): void {
  if (tests.length >= reportLimits.testsMax) {
    throw new ReportRefused("MALFORMED", `The report has more than ${reportLimits.testsMax} tests.`);
  }
  tests.push(test);
}

function notAReport(why: string): ReportRefused {
  return new ReportRefused("NOT_A_TEST_REPORT", `This is not a test report of a known format: ${why}.`);
}
