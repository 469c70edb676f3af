import type { ReportedTest } from "../test-report";
import type { XmlElement } from "../xml/element";

/** A family of XML reports, known by the name of its root element. */
export type XmlFormat = {
  name: string;
  roots: readonly string[];
  read: (root: XmlElement) => Iterable<ReportedTest>;
};

/** A family of reports that are one JSON value. `read` answers null when the value is something else. */
export type JsonFormat = { name: string; read: (value: unknown) => Iterable<ReportedTest> | null };

/** A family of line-wise reports. `accepts` sees the lines of the beginning; `read` throws `ReportRefused` if it was wrong. */
export type LineFormat = {
  name: string;
  accepts: (head: readonly string[]) => boolean;
  read: (lines: readonly string[]) => Iterable<ReportedTest>;
};
