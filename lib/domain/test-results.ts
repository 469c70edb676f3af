import { z } from "zod";

export const TestStatus = z.enum(["passed", "failed", "skipped"]);
export type TestStatus = z.infer<typeof TestStatus>;

/** One test as its report names it. Errors count as failed. */
export const TestResult = z.object({ test: z.string(), status: TestStatus });
export type TestResult = z.infer<typeof TestResult>;
