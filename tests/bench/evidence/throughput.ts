// How fast logs are read, beside ripgrep looking for eight words in the same files, process start included:
// `npx tsx tests/bench/evidence/throughput.ts [FOLDER]`. Without a folder it reads logs that it makes up. Ratios of
// alternating pairs, so that other work on the machine slows both.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { answerLine } from "@/lib/evidence/cli/answer";

const PAIRS = 3;
const BYTES_A_ROUND = 300_000_000;
const WORDS = "error|failed|failure|traceback|exception|assert|panic|exit code";

function madeUpLogs(folder: string): string[] {
  return Array.from({ length: 40 }, (_, log) => {
    const path = join(folder, `${log}.log`);
    const lines = Array.from({ length: 2000 }, (_, line) => {
      const time = `2026-01-31T10:${10 + (line % 50)}:00.1234567Z`;
      if (line % 90 === 0) return `${time} ##[group]Run npm test -- part ${line}`;
      if (line % 40 === 0)
        return `${time} src/part${line}.ts(${line},7): error TS2339: Property 'x' does not exist.`;
      return `${time} PASS src/components/part${line}.test.tsx (${line % 9}.${log} s)`;
    });
    writeFileSync(path, [...lines, `##[error]Process completed with exit code ${log}.`, ""].join("\n"));
    return path;
  });
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".log"))
    .map((entry) => resolve(entry.parentPath, entry.name));
}

function secondsOf(command: string, args: readonly string[], input: string): number {
  const started = performance.now();
  const { error } = spawnSync(command, args, { input, stdio: ["pipe", "ignore", "inherit"] });
  if (error) throw error;
  return (performance.now() - started) / 1000;
}

function questionOf(log: string, index: number): string {
  return JSON.stringify({ id: String(index), log });
}

async function millisecondsPerLog(files: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const [index, log] of [...files, ...files].entries()) {
    const started = performance.now();
    await answerLine(questionOf(log, index));
    if (index >= files.length) times.push(performance.now() - started); // the first round warms up
  }
  return times.sort((a, b) => a - b);
}

const ownFolder = process.argv[2] === undefined ? mkdtempSync(join(tmpdir(), "evidence-bench-")) : null;
const files = ownFolder ? madeUpLogs(ownFolder) : filesUnder(process.argv[2] ?? "");
const bytesOnce = files.reduce((sum, file) => sum + statSync(file).size, 0);
const rounds = Math.max(1, Math.round(BYTES_A_ROUND / bytesOnce));
const logs = Array.from({ length: rounds }, () => files).flat();
const megabytes = (bytesOnce * rounds) / 1e6;
const questions = `${logs.map(questionOf).join("\n")}\n`;
const ratios: number[] = [];
for (let pair = 0; pair < PAIRS; pair++) {
  const own = megabytes / secondsOf("npm", ["run", "-s", "evidence", "--", "--batch"], questions);
  const grep = megabytes / secondsOf("rg", ["--no-config", "-j1", "-n", "-i", "-a", WORDS, ...logs], "");
  ratios.push(own / grep);
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `${own.toFixed(0)} MB/s, rg ${grep.toFixed(0)} MB/s, ratio ${(own / grep).toFixed(3)} (load ${load})`,
  );
}
const times = await millisecondsPerLog(files);
const at = (share: number) => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1);
console.log(
  `median ratio ${ratios.sort((a, b) => a - b)[PAIRS >> 1]?.toFixed(3)} over ${files.length} logs (goal 0.5)`,
);
console.log(`one log: median ${at(0.5)} ms, 99th percentile ${at(0.99)} ms (goal 50)`);
if (ownFolder) rmSync(ownFolder, { recursive: true });
