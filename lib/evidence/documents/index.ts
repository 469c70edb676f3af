import type { Document } from "./document";
import { jsonReport } from "./json-report";
import { sarif } from "./sarif";
import { xmlReport } from "./xml-report";

/** One line a kind of report file; particular ones before general ones. */
export const documents: readonly Document[] = [sarif, jsonReport, xmlReport];
