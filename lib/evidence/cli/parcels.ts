import type { Output } from "./output";

const LINES_PER_PARCEL = 4;
/** Answers that wait for one before them stay in memory: no more than these are worked ahead. */
const PARCELS_AHEAD_MAX = 256;

export interface Parcel {
  readonly index: number;
  readonly lines: readonly string[];
}

/** Input lines in parcels, for several workers; their answers are written in the order of the lines. */
export class Parcels {
  private nextToTake = 0;
  private nextToWrite = 0;
  private readonly done = new Map<number, string | Uint8Array>();
  private waiting: (() => void)[] = [];

  constructor(
    private readonly lines: readonly string[],
    private readonly output: Pick<Output, "write">,
  ) {}

  /** The next parcel, once there is room for its answers. Null: there are no more. */
  async take(): Promise<Parcel | null> {
    while (this.nextToTake >= this.nextToWrite + PARCELS_AHEAD_MAX)
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    const index = this.nextToTake++;
    const lines = this.lines.slice(index * LINES_PER_PARCEL, (index + 1) * LINES_PER_PARCEL);
    return lines.length > 0 ? { index, lines } : null;
  }

  async finish({ index }: Parcel, answers: string | Uint8Array): Promise<void> {
    this.done.set(index, answers);
    for (
      let ready = this.done.get(this.nextToWrite);
      ready !== undefined;
      ready = this.done.get(this.nextToWrite)
    ) {
      this.done.delete(this.nextToWrite++);
      await this.output.write(ready);
    }
    for (const goOn of this.waiting.splice(0)) goOn();
  }
}
