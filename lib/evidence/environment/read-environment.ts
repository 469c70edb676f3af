import { cleanLine } from "../lines/clean";
import { versionMarks } from "./version-marks";

/** On what a job ran, as far as its log and reports say. Versions by tool, as printed. */
export interface CiEnvironment {
  os: string | null;
  versions: Record<string, string>;
}

const headBytes = 512 * 1024;
const tailBytes = 128 * 1024;
const lineCharactersMax = 200;
const versionsMax = 30;
const reportHeadBytes = 64 * 1024;

/**
 * Set-up steps stand at the head of a log, and what a crashing tool says of itself at its end; what a test prints in
 * between is not asked. The first mention of a tool counts, so that tests which print versions change nothing.
 */
export function readEnvironment(log: Uint8Array | null, reports: readonly Uint8Array[] = []): CiEnvironment {
  const found: CiEnvironment = { os: null, versions: {} };
  if (log !== null) readLog(log, found);
  for (const report of reports) readProperties(report, found);
  return found;
}

function readLog(log: Uint8Array, found: CiEnvironment): void {
  const bytes = Buffer.from(log.buffer, log.byteOffset, log.byteLength);
  let osGroup: string[] | null = null;
  for (const line of linesOf(bytes)) {
    if (osGroup !== null) {
      if (!line.startsWith("##[") && osGroup.length < 3) {
        osGroup.push(line.trim());
        continue;
      }
      found.os ??= osGroup.join(" ");
      osGroup = null;
    }
    if (line === "##[group]Operating System") osGroup = [];
    else readLine(line, found);
  }
}

const osMarks: readonly RegExp[] = [
  /^Image: ((?:ubuntu|windows|macos)[\w.-]{1,40})$/,
  /^Description:\s{1,10}((?:Ubuntu|Debian|CentOS|Fedora|Alpine)[\w. ()/-]{1,60})$/,
  /^OS name: "([^"]{1,40})"/,
  /^platform (linux|darwin|win32) -- Python /,
];

function readLine(line: string, found: CiEnvironment): void {
  for (const pattern of found.os === null ? osMarks : []) found.os ??= pattern.exec(line)?.[1] ?? null;
  for (const { tool, pattern } of versionMarks) {
    if (Object.keys(found.versions).length >= versionsMax) return;
    const version = Object.hasOwn(found.versions, tool) ? undefined : pattern.exec(line)?.[1];
    if (version !== undefined) found.versions[tool] = version;
  }
}

function* linesOf(bytes: Buffer): Generator<string> {
  for (const [from, to] of partsOf(bytes.length)) {
    for (let start = from; start < to; ) {
      const feed = bytes.indexOf(10, start);
      const end = feed < 0 || feed > to ? to : feed;
      if (end - start < 4 * lineCharactersMax) {
        const line = cleanLine(bytes, start, end).replace(/\r$/, "");
        if (line.length <= lineCharactersMax) yield line;
      }
      start = end + 1;
    }
  }
}

function partsOf(length: number): [number, number][] {
  if (length <= headBytes + tailBytes) return [[0, length]];
  return [
    [0, headBytes],
    [length - tailBytes, length],
  ];
}

const property = /<property name="(java\.version|os\.name|os\.version|go\.version)" value="([^"<>&]{1,60})"/g;

/** Properties that Ant, Maven and Go write into a JUnit file's head. */
function readProperties(report: Uint8Array, found: CiEnvironment): void {
  const head = Buffer.from(report.buffer, report.byteOffset, Math.min(report.byteLength, reportHeadBytes));
  const values: Record<string, string> = {};
  for (const [, name = "", value = ""] of head.toString("utf8").matchAll(property)) values[name] ??= value;
  const { "java.version": java, "go.version": go, "os.name": name, "os.version": version } = values;
  if (java !== undefined) found.versions.java ??= java;
  if (go !== undefined) found.versions.go ??= go.replace(/^go(?: version go)?/, "").split(" ")[0] ?? go;
  if (name !== undefined) found.os ??= version === undefined ? name : `${name} ${version}`;
}
