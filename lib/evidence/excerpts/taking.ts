import type { ExcerptRole, LineRange } from "@/lib/domain/evidence";
import type { LogView } from "../family";
import type { ExcerptLimits } from "./budget";
import { shorten } from "./shorten";

export interface ChosenRange extends LineRange {
  role: ExcerptRole;
  score: number;
}

/** Lines taken so far, and the room that is left. */
export class Taking {
  readonly ranges: ChosenRange[] = [];
  private readonly taken = new Set<number>();
  private lines: number;
  private bytes: number;

  constructor(
    private readonly log: LogView,
    limits: ExcerptLimits,
  ) {
    this.lines = limits.maxLines;
    this.bytes = limits.maxBytes;
  }

  get isFull(): boolean {
    return this.lines <= 0 || this.bytes <= 0;
  }

  /** Takes lines from the beginning of the range as long as there is room. */
  take(range: ChosenRange, bytesMax = this.bytes): void {
    this.takeLines(range, bytesMax, 1);
  }

  /** The same from its end. */
  takeBackwards(range: ChosenRange, bytesMax = this.bytes): void {
    this.takeLines(range, bytesMax, -1);
  }

  private takeLines({ startLine, endLine, role, score }: ChosenRange, bytesMax: number, step: 1 | -1): void {
    const bytesLeft = this.bytes - bytesMax;
    let open: ChosenRange | null = null;
    for (let line = step === 1 ? startLine : endLine; line >= startLine && line <= endLine; line += step) {
      if (this.taken.has(line)) {
        open = null;
        continue;
      }
      if (this.bytes < bytesLeft || !this.pay(line)) return;
      if (open === null) {
        open = { startLine: line, endLine: line, role, score };
        this.ranges.push(open);
      } else if (step === 1) open.endLine = line;
      else open.startLine = line;
    }
  }

  private pay(line: number): boolean {
    const cost = Buffer.byteLength(shorten(this.log.text(line))) + 1;
    if (this.lines < 1 || this.bytes < cost) return false;
    this.lines--;
    this.bytes -= cost;
    this.taken.add(line);
    return true;
  }
}
