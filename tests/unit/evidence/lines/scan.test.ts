import { describe, expect, it } from "vitest";
import { families } from "@/lib/evidence/families";
import { buildAutomaton } from "@/lib/evidence/lines/automaton";
import { BlockMemory, blocksOf, blocksOfStream } from "@/lib/evidence/lines/blocks";
import { Scanner } from "@/lib/evidence/lines/scan";
import { LineStore } from "@/lib/evidence/lines/store";

/** Which owners' words are found in which line. */
function scan(words: string[][], blocks: Iterable<Buffer>) {
  const scanner = new Scanner(buildAutomaton(words));
  const store = new LineStore();
  const found: [number, number[]][] = [];
  const listener = {
    wantsNext: false,
    line: (line: number, owners: Uint16Array, count: number) => {
      found.push([line, [...owners.subarray(0, count)].sort()]);
    },
  };
  for (const block of blocks) scanner.read(store.add(block), store, listener);
  return { found, store };
}

describe("an automaton for all triggers", () => {
  it("has room for those of all families", () => {
    expect(() => buildAutomaton(families.map(({ triggers }) => triggers))).not.toThrow();
  });

  it("names the character and the trigger for which it has none left", () => {
    const full = Array.from({ length: 61 }, (_, i) => String.fromCharCode(192 + i)).join("");
    expect(() => buildAutomaton([["abc~", `${full}?`]])).toThrow(/no room for .* of the trigger/);
  });
});

const stamp = "2026-01-31T10:00:00.1234567Z ";

describe("finding words in lines", () => {
  it("finds a word without regard to case, with any digits for 0", () => {
    const { found } = scan([["error ts0"], ["^fail"]], [Buffer.from("ok\nx ERROR TS2\nFAIL a\nno fail\n")]);
    expect(found).toEqual([
      [2, [0]],
      [3, [1]],
    ]);
  });

  it("takes what stands behind a provider's timestamp for the start of the line", () => {
    const { found } = scan(
      [["^fail"]],
      [Buffer.from(`${stamp}FAIL a\n${stamp}no FAIL\n2026-01-31T10:00:00Z FAIL\n`)],
    );
    expect(found.map(([line]) => line)).toEqual([1, 3]);
  });

  it("sees through colour codes inside a word", () => {
    const { found } = scan(
      [["error:"]],
      [Buffer.from("\x1b[31merr\x1b[1mor\x1b[0m: x\nerror\x1b]8;;u\x07: y\n")],
    );
    expect(found.map(([line]) => line)).toEqual([1, 2]);
  });

  it("finds in four lanes and over many windows what a search line by line finds", () => {
    const lines = Array.from(
      { length: 40_000 },
      (_, i) => `line ${i * 7919} ${i % 13 === 0 ? "needle" : "hay"} ${"x".repeat(i % 97)}`,
    );
    const { found, store } = scan([["needle"], ["00000 "]], blocksOf(Buffer.from(lines.join("\n"))));
    const expected = lines.flatMap((text, i) => {
      const owners = [text.includes("needle") ? 0 : -1, /\d{5} /.test(text) ? 1 : -1].filter(
        (owner) => owner >= 0,
      );
      return owners.length > 0 ? [[i + 1, owners]] : [];
    });
    expect(store.lineCount).toBe(lines.length);
    expect(found).toEqual(expected);
  });

  it("passes over what stands before the words of every line: names, a byte order mark, escapes", () => {
    const { found } = scan(
      [["^fail"]],
      [
        Buffer.from(
          `build\ttest\t${stamp}FAIL a\nbuild\ttest\t${stamp}\x1b[31mFAIL b\nbuild\ttest\t${stamp}ok\n`,
        ),
      ],
    );
    expect(found.map(([line]) => line)).toEqual([1, 2]);
    expect(scan([["^fail"]], [Buffer.from(`\ufeff${stamp}FAIL a\n`)]).found).toEqual([[1, [0]]]);
  });

  it("ends no escape sequence behind its line", () => {
    const { found, store } = scan([["^fail"]], [Buffer.from("a \x1b(\nFAIL\nb \x1b]8;;x\nFAIL\n\x1b")]);
    expect(found.map(([line]) => line)).toEqual([2, 4]);
    expect(store.lineCount).toBe(5);
  });

  it("tells of the lines that a listener asks for, over the bounds of lanes, windows and blocks", () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => (i % 5000 === 0 ? "needle" : "x".repeat(i % 90)));
    const scanner = new Scanner(buildAutomaton([["needle"]]));
    const store = new LineStore();
    const told: number[] = [];
    let last = 0;
    const listener = {
      get wantsNext() {
        return last > 0 && last % 5000 !== 4000;
      },
      line: (line: number) => {
        last = line;
        told.push(line);
      },
    };
    for (const block of blocksOf(Buffer.from(lines.join("\n"))))
      scanner.read(store.add(block), store, listener);
    const asked = (line: number) => line % 5000 > 0 && line % 5000 <= 4000;
    expect(told).toEqual(lines.map((_, i) => i + 1).filter(asked));
  });

  it("finds a word in a line longer than a window", () => {
    const { found } = scan(
      [["needle"]],
      [Buffer.from(`${"x".repeat(300_000)}needle${"y".repeat(300_000)}\nneedle\n`)],
    );
    expect(found.map(([line]) => line)).toEqual([1, 2]);
  });
});

describe("a log that streams in", () => {
  async function* chunks(text: string, size: number) {
    for (let i = 0; i < text.length; i += size) yield Buffer.from(text.slice(i, i + size));
  }

  it("has the lines of the whole, wherever it is cut", async () => {
    const text = Array.from({ length: 3000 }, (_, i) => `${i} ${"a".repeat(i % 500)}`).join("\n");
    for (const size of [7, 4096, 900_000]) {
      const blocks: Buffer[] = [];
      for await (const block of blocksOfStream(chunks(text, size), new BlockMemory(), () => {}))
        blocks.push(block);
      expect(Buffer.concat(blocks).toString()).toBe(text);
      const inner = blocks.slice(0, -1);
      expect(inner.every((block) => block.at(-1) === 10)).toBe(true);
    }
  });

  it("cuts a line that never ends, and says how many bytes that cost", async () => {
    async function* endless() {
      for (let i = 0; i < 64; i++) yield Buffer.alloc(256 * 1024, 120);
      yield Buffer.from("\nlast\n");
    }
    let dropped = 0;
    const blocks: Buffer[] = [];
    for await (const block of blocksOfStream(endless(), new BlockMemory(), (count) => (dropped += count)))
      blocks.push(block);
    const kept = blocks.reduce((sum, block) => sum + block.length, 0);
    expect(kept).toBeLessThan(3 * 1024 * 1024);
    expect(kept + dropped).toBe(64 * 256 * 1024 + 6);
    expect(Buffer.concat(blocks).toString().endsWith("\nlast\n")).toBe(true);
  });
});

describe("lines kept", () => {
  it("are decoded as UTF-8 wherever in a block a character that needs it stands", () => {
    const lines = Array.from({ length: 4000 }, (_, i) =>
      i % 117 === 0 ? `✗ ${"é".repeat(i % 40)} ${i}` : `ok ${i}`,
    );
    const { store } = scan([["x"]], blocksOf(Buffer.from(lines.join("\n"))));
    expect(lines.map((_, i) => store.text(i + 1))).toEqual(lines);
  });

  it("are bounded in memory, with the head, the newest and the most telling ones", () => {
    const store = new LineStore();
    const block = (text: string) => Buffer.from(text.padEnd(1024 * 1024 - 1, ".").concat("\n"));
    for (let i = 0; i < 100; i++) {
      const added = store.add(block(`block ${i}`));
      added.hits = i === 20 ? 5 : 0;
      store.addLines(added, Uint32Array.of(0));
    }
    expect(store.text(1)).toMatch(/^block 0\./);
    expect(store.text(21)).toMatch(/^block 20\./);
    expect(store.text(100)).toMatch(/^block 99\./);
    expect(store.text(30)).toBe("");
    expect(store.droppedLineCount).toBe(84);
  });
});
