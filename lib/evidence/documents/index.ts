import { clangPlist } from "./clang-plist";
import type { Document } from "./document";
import { jsonReport } from "./json-report";
import { sarif } from "./sarif";
import { tableReport } from "./table-report";
import { xmlReport } from "./xml-report";

/** One line a kind of report file; particular ones before general ones. */
export const documents: readonly Document[] = [sarif, clangPlist, jsonReport, xmlReport, tableReport];
