import { isTestPath } from "@/lib/domain/paths/test-path";
import type { Language } from "@/lib/domain/source/language";
import { entryText } from "../../../compare-patch-trees";
import type { Tree, TreeEntry } from "../../../tree";
import { type Reading, readTests, type TestReadings } from "./test-units";

/** How one file of tests was read, for the meter. */
export type FileReading = { path: string } & Reading;

export interface TestReader {
  /** The tests of a file on both sides; null where it has none. A file is parsed once, whoever asks. */
  read(path: string, language: Language): Promise<TestReadings | null>;
  /** All files that were read so far, in the order of their paths. */
  readings(): FileReading[];
}

/** The part of a file that is test code; null where there is none. Rust keeps unit tests beside the code. */
function testCode(path: string, entry: TreeEntry | undefined, language: Language): string | null {
  const text = entry ? entryText(entry) : null;
  if (text === null) return null;
  if (isTestPath(path)) return text;
  const start = language === "rust" ? text.indexOf("#[cfg(test)]") : -1;
  // Blank lines for what is left out: a finding names the line of the file.
  return start === -1 ? null : text.slice(0, start).replace(/[^\n]+/g, "") + text.slice(start);
}

export function createTestReader(before: Tree, after: Tree): TestReader {
  const known = new Map<string, TestReadings | null>();

  async function readFresh(path: string, language: Language): Promise<TestReadings | null> {
    const textBefore = testCode(path, before.get(path), language);
    const textAfter = testCode(path, after.get(path), language);
    if (textBefore === null && textAfter === null) return null;
    const texts = { before: textBefore ?? "", after: textAfter ?? "" };
    return readTests(path, texts, language);
  }

  return {
    async read(path, language) {
      const earlier = known.get(path);
      if (earlier !== undefined) return earlier;
      const fresh = await readFresh(path, language);
      known.set(path, fresh);
      return fresh;
    },
    readings() {
      return [...known]
        .flatMap(([path, readings]) => (readings === null ? [] : [{ path, ...readings.reading }]))
        .sort((left, right) => (left.path < right.path ? -1 : 1));
    },
  };
}
