import process from "node:process";

const WRITE_LENGTH = 64 * 1024;

/** Standard output with few, large writes. */
export class Output {
  private held = "";

  /** Takes the answers at once, so that they stay in the order of the calls; done when the reader has room for more. */
  async write(answers: string | Uint8Array): Promise<void> {
    if (typeof answers === "string") this.held += answers;
    const isHeld = typeof answers === "string" && this.held.length < WRITE_LENGTH;
    if (isHeld) return;
    const hasRoom = this.flush();
    if (typeof answers === "string" ? hasRoom : process.stdout.write(answers)) return;
    await new Promise<void>((resolve) => process.stdout.once("drain", () => resolve()));
  }

  /** Writes what is still held. */
  flush(): boolean {
    const text = this.held;
    this.held = "";
    return text === "" || process.stdout.write(text);
  }
}
