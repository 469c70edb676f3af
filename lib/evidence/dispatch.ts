import { readsMarks } from "./families";
import type { Family, Reader } from "./family";
import type { Findings } from "./findings";
import type { LineListener } from "./lines/scan";
import type { LineStore } from "./lines/store";

const nobody: readonly number[] = [];

/** Brings lines to the families whose words stand in them, and to those that asked for what follows. */
export class Dispatch implements LineListener {
  private readonly readers: (Reader | undefined)[] = [];
  /** Families, by index, that want the next line whatever it contains. */
  private following: number[] = [];

  constructor(
    private readonly families: readonly Family[],
    private readonly store: LineStore,
    private readonly findings: Findings,
  ) {}

  get wantsNext(): boolean {
    return this.following.length > 0;
  }

  line(lineNumber: number, owners: Uint16Array, ownerCount: number): void {
    const text = this.store.text(lineNumber);
    const toolText = withoutMark(text);
    const wanted = this.following;
    if (wanted.length > 0) {
      this.following = [];
      for (const index of wanted) this.give(index, text, toolText, lineNumber);
    }
    const given = wanted.length > 0 ? wanted : nobody;
    for (let i = 0; i < ownerCount; i++) {
      const index = owners[i] ?? 0;
      if (!given.includes(index)) this.give(index, text, toolText, lineNumber);
    }
  }

  end(): void {
    for (const reader of this.readers) reader?.end?.();
  }

  private give(index: number, text: string, toolText: string, lineNumber: number): void {
    const reader = this.readers[index] ?? this.open(index);
    if (reader?.line(readsMarks[index] ? text : toolText, lineNumber)) this.following.push(index);
  }

  private open(index: number): Reader | undefined {
    const family = this.families[index];
    if (!family) return undefined;
    const reader = family.open((finding) => this.findings.add(family.id, index, finding), this.store);
    this.readers[index] = reader;
    return reader;
  }
}

/**
 * GitHub Actions puts a mark before each line that a problem matcher matched, inside the tool's own output:
 * https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md
 */
function withoutMark(text: string): string {
  if (!text.startsWith("##[")) return text;
  if (text.startsWith("##[error]")) return text.slice(9);
  return text.startsWith("##[warning]") ? text.slice(11) : text;
}
