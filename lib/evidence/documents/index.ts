import type { Document } from "./document";
import { sarif } from "./sarif";

/** One line a kind of report file; particular ones before general ones. */
export const documents: readonly Document[] = [sarif];
