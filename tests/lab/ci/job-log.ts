import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const byteOrderMark = "\uFEFF";

/** A job's log in the form GitHub serves it: a byte order mark, then one time stamp before every line. */
export class JobLog {
  private readonly masks: string[] = [];

  constructor(private readonly file: string) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, byteOrderMark);
  }

  line(text: string): void {
    appendFileSync(this.file, `${timestamp()} ${this.masked(text)}\n`);
  }

  group(title: string, lines: readonly string[] = []): void {
    this.line(`##[group]${title}`);
    for (const line of lines) this.line(line);
    this.line("##[endgroup]");
  }

  error(text: string): void {
    this.line(`##[error]${text}`);
  }

  /** From now on the value appears as `***`. */
  mask(value: string): void {
    if (value.trim()) this.masks.push(value);
  }

  private masked(text: string): string {
    return this.masks.reduce((result, secret) => result.replaceAll(secret, "***"), text);
  }
}

/** The runner stamps lines to a tenth of a microsecond: 2026-01-31T10:15:30.1234567Z. */
function timestamp(): string {
  const now = performance.timeOrigin + performance.now();
  const fraction = Math.floor((now % 1) * 10_000);
  return `${new Date(Math.floor(now)).toISOString().slice(0, 23)}${String(fraction).padStart(4, "0")}Z`;
}
