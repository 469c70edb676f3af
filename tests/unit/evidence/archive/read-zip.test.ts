import { strToU8, type Zippable, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { archiveLimits } from "@/lib/evidence/archive/limits";
import { readReportsFromZip } from "@/lib/evidence/archive/read-reports";
import { readZip, type ZipSource } from "@/lib/evidence/archive/read-zip";
import { ArchiveRefused } from "@/lib/evidence/archive/refused";

async function readAll(source: ZipSource, limits = archiveLimits): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for await (const { name, bytes } of readZip(source, () => true, limits))
    files[name] = Buffer.from(bytes).toString();
  return files;
}

async function refusal(source: ZipSource, limits = archiveLimits): Promise<string> {
  try {
    await readAll(source, limits);
  } catch (error) {
    if (error instanceof ArchiveRefused) return error.code;
    throw error;
  }
  return "accepted";
}

const zipOf = (files: Zippable) => zipSync(files, { level: 6 });

/** Changes every place of the archive where `from` stands: local header and directory alike. */
function patched(zip: Uint8Array, from: string, to: string): Uint8Array {
  const text = Buffer.from(zip).toString("latin1").replaceAll(from, to);
  return Buffer.from(text, "latin1");
}

/** Two directory entries over one file's bytes. */
function overlapping(): Uint8Array {
  const bytes = Buffer.from(zipSync({ "a.txt": strToU8("same"), "b.txt": strToU8("same") }, { level: 0 }));
  const second = bytes.lastIndexOf(Buffer.from("PK\x01\x02", "latin1"));
  bytes.writeUInt32LE(0, second + 42);
  return bytes;
}

/** A directory that claims less than the file unpacks to. */
function lying(): Uint8Array {
  const bytes = Buffer.from(zipOf({ "a.txt": new Uint8Array(3_000_000) }));
  const entry = bytes.lastIndexOf(Buffer.from("PK\x01\x02", "latin1"));
  bytes.writeUInt32LE(10, entry + 24);
  return bytes;
}

function encrypted(): Uint8Array {
  const bytes = Buffer.from(zipOf({ "a.txt": strToU8("secret") }));
  const entry = bytes.lastIndexOf(Buffer.from("PK\x01\x02", "latin1"));
  bytes.writeUInt16LE(bytes.readUInt16LE(entry + 8) | 1, entry + 8);
  return bytes;
}

async function* inChunks(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

describe("an ordinary artifact", () => {
  const files = { "out/report.xml": strToU8("<testsuite/>"), "out/log.txt": strToU8("hello") };

  test("gives its files, from bytes and from a stream", async () => {
    const expected = { "out/report.xml": "<testsuite/>", "out/log.txt": "hello" };
    expect(await readAll(zipOf(files))).toEqual(expected);
    expect(await readAll(inChunks(zipOf(files), 7))).toEqual(expected);
  });

  test("gives its reports, and names what is broken among them", async () => {
    const zip = zipOf({
      "good.xml": strToU8('<testsuite><testcase name="t"/></testsuite>'),
      "cut.xml": strToU8("<testsuite>"),
      "package.json": strToU8("{}"),
      "nested.zip": zipOf(files),
    });
    const { reports, refused } = await readReportsFromZip(zip);
    expect(reports.map(({ name, report }) => [name, report.tests.length])).toEqual([["good.xml", 1]]);
    expect(refused.map(({ name, error }) => [name, error.code])).toEqual([["cut.xml", "MALFORMED"]]);
  });
});

describe("a hostile archive is refused as a whole", () => {
  test.each<[string, string, () => ZipSource]>([
    ["RATIO_TOO_HIGH", "a flat bomb", () => zipOf({ "a.txt": new Uint8Array(30_000_000) })],
    [
      "UNSAFE_NAME",
      "a path upwards",
      () => patched(zipOf({ "aa/aa/evil": strToU8("x") }), "aa/aa/evil", "../../evil"),
    ],
    [
      "UNSAFE_NAME",
      "an absolute path",
      () => patched(zipOf({ "aetc/evil": strToU8("x") }), "aetc/evil", "/etc/evil"),
    ],
    ["UNSAFE_NAME", "an endless name", () => zipOf({ ["a".repeat(600)]: strToU8("x") })],
    ["OVERLAPPING", "entries that share bytes", overlapping],
    ["ENCRYPTED", "an encrypted file", encrypted],
    ["MALFORMED", "a directory that lies about sizes", lying],
    ["MALFORMED", "no zip at all", () => strToU8("hello")],
    ["MALFORMED", "a zip that was cut off", () => zipOf({ a: strToU8("x") }).subarray(0, 40)],
  ])("%s: %s", async (code, _what, source) => {
    expect(await refusal(source())).toBe(code);
  });

  test("a hundred thousand files", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, index) => [`f${index}`, new Uint8Array()]),
    );
    const started = performance.now();
    expect(await refusal(zipSync(many, { level: 0 }))).toBe("TOO_MANY_ENTRIES");
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test("more than the limits, packed, in one file and in all", async () => {
    const noise = Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) % 251);
    const zip = zipOf({ a: noise, b: noise });
    expect(await refusal(inChunks(zip, 100), { ...archiveLimits, compressedBytesMax: 300 })).toBe(
      "TOO_LARGE",
    );
    expect(await refusal(zip, { ...archiveLimits, entryBytesMax: 3999 })).toBe("TOO_LARGE");
    expect(await refusal(zip, { ...archiveLimits, totalBytesMax: 7999 })).toBe("TOO_LARGE");
  });

  test("a link is passed over, whatever it points to", async () => {
    const zip = zipSync({
      link: [strToU8("/etc/passwd"), { os: 3, attrs: 0o120777 << 16 }],
      "a.txt": strToU8("x"),
    });
    expect(await readAll(zip)).toEqual({ "a.txt": "x" });
  });
});
