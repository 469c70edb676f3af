import { readReport } from "../reports/read-report";
import { ReportRefused } from "../reports/refused";
import type { TestReport } from "../reports/test-report";
import { type ArchiveLimits, archiveLimits } from "./limits";
import { readZip, type ZipSource } from "./read-zip";

const REPORT_NAME = /\.(?:xml|json|jsonl|ndjson|trx|tap)$/i;

export type ArchivedReports = {
  reports: { name: string; report: TestReport }[];
  /** Files that look like reports and are broken or hostile. Other files are not mentioned. */
  refused: { name: string; error: ReportRefused }[];
};

/** The test reports in an artifact. Throws `ArchiveRefused` when the archive itself is not to be trusted. */
export async function readReportsFromZip(
  source: ZipSource,
  limits: ArchiveLimits = archiveLimits,
): Promise<ArchivedReports> {
  const found: ArchivedReports = { reports: [], refused: [] };
  for await (const { name, bytes } of readZip(source, (name) => REPORT_NAME.test(name), limits)) {
    try {
      found.reports.push({ name, report: readReport(bytes) });
    } catch (error) {
      if (!(error instanceof ReportRefused)) throw error;
      if (error.code !== "NOT_A_TEST_REPORT") found.refused.push({ name, error });
    }
  }
  return found;
}
