import { type CiEnvironment, readEnvironment } from "../environment/read-environment";
import { readReport } from "../reports/read-report";
import { ReportRefused } from "../reports/refused";
import type { TestReport } from "../reports/test-report";
import { type ArchiveLimits, archiveLimits } from "./limits";
import { readZip, type ZipSource } from "./read-zip";

const REPORT_NAME = /\.(?:xml|json|jsonl|ndjson|trx|tap)$/i;

export type ArchivedReports = {
  reports: { name: string; report: TestReport; environment: CiEnvironment }[];
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
    const { reports, refused } = readReportFile(name, bytes);
    found.reports.push(...reports);
    found.refused.push(...refused);
  }
  return found;
}

/** The same of one file that lies open. */
export function readReportFile(name: string, bytes: Uint8Array): ArchivedReports {
  if (!REPORT_NAME.test(name)) return { reports: [], refused: [] };
  try {
    const environment = readEnvironment(null, [bytes]);
    return { reports: [{ name, report: readReport(bytes), environment }], refused: [] };
  } catch (error) {
    if (!(error instanceof ReportRefused)) throw error;
    return { reports: [], refused: error.code === "NOT_A_TEST_REPORT" ? [] : [{ name, error }] };
  }
}
