import { jsonLinterFormats } from "./json-linter-formats";
import { jsonScannerFormats } from "./json-scanner-formats";
import type { ReportFormat } from "./report-format";

/** JSON reports by tool; the first format whose marks are all there reads the report. */
export const jsonFormats: readonly ReportFormat[] = [...jsonLinterFormats, ...jsonScannerFormats];
