// Run for a release: the action's collector as one file, so that the runs which use it install nothing.
import { join } from "node:path";
import process from "node:process";
import { writeBundle } from "./bundle.mjs";

const outfile = process.argv[2] ?? join("lib", "evidence", "action", "dist", "collector.mjs");
await writeBundle(process.cwd(), "lib/evidence/action/collector.ts", outfile);
console.log(outfile);
