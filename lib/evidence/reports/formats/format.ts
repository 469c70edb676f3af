import type { ReportedTest } from "../test-report";
import type { XmlElement } from "../xml/element";

/** A family of XML reports, known by the name of its root element. `testElements` are those that tell of one test. */
export type XmlFormat = {
  name: string;
  roots: readonly string[];
  testElements: readonly string[];
  open: () => XmlTestReader;
};

/** Reads one file's tests as they end; what was read is then dropped, so that memory holds results, not the document. */
export type XmlTestReader = {
  /** Parents come outermost first. They have their attributes; their content is not complete. Null: no test after all. */
  read: (test: XmlElement, parents: readonly XmlElement[]) => ReportedTest | null;
  /** Completes what was read from what stands elsewhere in the file: all of it but the tests. */
  finish?: (root: XmlElement) => void;
};

/** A family of reports that are one JSON value. `read` answers null when the value is something else. */
export type JsonFormat = { name: string; read: (value: unknown) => Iterable<ReportedTest> | null };

/** A family of line-wise reports. `accepts` sees the lines of the beginning; `read` throws `ReportRefused` if it was wrong. */
export type LineFormat = {
  name: string;
  accepts: (head: readonly string[]) => boolean;
  read: (lines: readonly string[]) => Iterable<ReportedTest>;
};
