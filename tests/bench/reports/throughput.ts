// How fast reports are read, beside the bare SAX parser that only finds tags: `npx tsx tests/bench/reports/throughput.ts
// [FOLDER]`. Without a folder it reads a made-up Maven report. Ratios of alternating pairs; above 1 means faster than saxes.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { SaxesParser } from "saxes";
import { readReport } from "@/lib/evidence/reports/read-report";

const PAIRS = 7;
const BYTES_A_ROUND = 20_000_000;

function madeUpReport(): Buffer {
  const tests = Array.from({ length: 5_000 }, (_, index) => {
    const head = `<testcase name="case${index}" classname="org.example.Some${index % 50}Test" time="0.0${index % 100}"`;
    if (index % 20 > 0) return `${head}/>`;
    return `${head}><failure message="expected:&lt;1&gt; but was:&lt;2&gt;" type="AssertionError"><![CDATA[${"  at org.example.Deep.call(Deep.java:42)\n".repeat(30)}]]></failure><system-out>some &amp; output</system-out></testcase>`;
  });
  return Buffer.from(`<?xml version="1.0"?><testsuite name="all">\n${tests.join("\n")}\n</testsuite>`);
}

function filesOf(folder: string | undefined): Buffer[] {
  if (!folder) return [madeUpReport()];
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name)))
    .filter((bytes) => isReadByBoth(bytes));
}

function isReadByBoth(bytes: Buffer): boolean {
  try {
    readReport(bytes);
    bareSaxes(bytes);
    return bytes.includes("<");
  } catch {
    return false;
  }
}

function bareSaxes(bytes: Buffer): void {
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(bytes.toString("utf8")).close();
}

function megabytesASecond(files: readonly Buffer[], read: (bytes: Buffer) => unknown): number {
  let done = 0;
  const started = performance.now();
  while (done < BYTES_A_ROUND) {
    for (const bytes of files) {
      read(bytes);
      done += bytes.length;
    }
  }
  return done / 1000 / (performance.now() - started);
}

const files = filesOf(process.argv[2]);
const ratios: number[] = [];
for (let pair = 0; pair < PAIRS; pair++) {
  const own = megabytesASecond(files, readReport);
  const bare = megabytesASecond(files, bareSaxes);
  ratios.push(own / bare);
  console.log(`${own.toFixed(0)} MB/s, saxes ${bare.toFixed(0)} MB/s, ratio ${(own / bare).toFixed(2)}`);
}
ratios.sort((a, b) => a - b);
console.log(`median ratio ${ratios[PAIRS >> 1]?.toFixed(2)} over ${files.length} files (goal 0.9)`);
