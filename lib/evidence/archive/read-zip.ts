// Artifacts come from CI jobs that run strangers' code. Nothing of an archive is ever written to a path; its directory is
// judged as a whole before the first byte is unpacked, and unpacking stops at the limits whatever the directory claims.

import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { type ArchiveLimits, archiveLimits } from "./limits";
import { type ArchiveRefusal, ArchiveRefused } from "./refused";

export type ArchiveEntry = { name: string; bytes: Uint8Array };

export type ZipSource = Uint8Array | AsyncIterable<Uint8Array>;

const RATIO_FREE_BYTES = 1024 * 1024;
const LOCAL_HEADER_BYTES = 30;
const FILE_TYPE_MASK = 0xf000;
const SYMBOLIC_LINK = 0xa000;

/**
 * The files of a zip whose name is wanted, one after the other, so that the caller keeps only what it needs. Throws
 * `ArchiveRefused` for the whole archive as soon as anything in it breaks a limit. Directories and links are passed over.
 */
export async function* readZip(
  source: ZipSource,
  isWanted: (name: string) => boolean,
  limits: ArchiveLimits = archiveLimits,
): AsyncGenerator<ArchiveEntry> {
  const packed = await bytesWithin(source, limits.compressedBytesMax);
  const zip = await opened(packed);
  const entries = await directory(zip, limits);
  let totalBytes = 0;
  for (const entry of entries) {
    if (entry.fileName.endsWith("/") || isLink(entry) || !isWanted(entry.fileName)) continue;
    const bytes = await unpacked(zip, entry, limits, limits.totalBytesMax - totalBytes);
    totalBytes += bytes.length;
    yield { name: entry.fileName, bytes };
  }
}

async function bytesWithin(source: ZipSource, bytesMax: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source instanceof Uint8Array ? [source] : source) {
    length += chunk.length;
    if (length > bytesMax) throw refuse("TOO_LARGE", `the archive is larger than ${bytesMax} bytes`);
    chunks.push(chunk);
  }
  const [first] = chunks;
  if (chunks.length === 1 && first) return Buffer.from(first.buffer, first.byteOffset, first.length);
  return Buffer.concat(chunks);
}

async function opened(packed: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(packed, { lazyEntries: true, autoClose: false });
  } catch (error) {
    throw asRefusal(error);
  }
}

async function directory(zip: ZipFile, limits: ArchiveLimits): Promise<Entry[]> {
  if (zip.entryCount > limits.entriesMax) throw tooMany(zip.entryCount, limits);
  const entries: Entry[] = [];
  let totalBytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.length >= limits.entriesMax) throw tooMany(entries.length + 1, limits);
      judge(entry, limits);
      totalBytes += entry.uncompressedSize;
      if (totalBytes > limits.totalBytesMax)
        throw refuse("TOO_LARGE", `it unpacks to more than ${limits.totalBytesMax} bytes`);
      entries.push(entry);
    }
  } catch (error) {
    throw asRefusal(error);
  }
  refuseOverlaps(entries);
  return entries;
}

function judge(entry: Entry, limits: ArchiveLimits): void {
  if (entry.fileNameLength > limits.nameBytesMax) throw refuse("UNSAFE_NAME", "a name is too long");
  if (entry.fileName.includes("\0") || entry.fileName.includes("\\")) {
    throw refuse("UNSAFE_NAME", "a name holds a backslash or a null character");
  }
  if (entry.isEncrypted()) throw refuse("ENCRYPTED", "a file in it is encrypted");
  if (!entry.canDecodeFileData()) throw refuse("MALFORMED", "a file in it is packed in an unknown way");
  if (isBeyondRatio(entry, entry.uncompressedSize, limits)) throw beyondRatio(limits);
}

/** Entries that share bytes: the trick of bombs that stay below every ratio (https://www.bamsoftware.com/hacks/zipbomb/). */
function refuseOverlaps(entries: readonly Entry[]): void {
  let end = 0;
  for (const entry of [...entries].sort(
    (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
  )) {
    if (entry.relativeOffsetOfLocalHeader < end)
      throw refuse("OVERLAPPING", "files in it share the same bytes");
    end =
      entry.relativeOffsetOfLocalHeader + LOCAL_HEADER_BYTES + entry.fileNameLength + entry.compressedSize;
  }
}

async function unpacked(
  zip: ZipFile,
  entry: Entry,
  limits: ArchiveLimits,
  bytesLeft: number,
): Promise<Uint8Array> {
  const bytesMax = Math.min(limits.entryBytesMax, bytesLeft);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > bytesMax) throw refuse("TOO_LARGE", `a file in it unpacks to more than ${bytesMax} bytes`);
      if (isBeyondRatio(entry, length, limits)) throw beyondRatio(limits);
      chunks.push(chunk);
    }
  } catch (error) {
    throw asRefusal(error);
  }
  return Buffer.concat(chunks, length);
}

function isBeyondRatio(entry: Entry, bytes: number, limits: ArchiveLimits): boolean {
  return bytes > RATIO_FREE_BYTES && bytes > entry.compressedSize * limits.ratioMax;
}

function isLink(entry: Entry): boolean {
  return ((entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK) === SYMBOLIC_LINK;
}

function tooMany(count: number, limits: ArchiveLimits): ArchiveRefused {
  return refuse("TOO_MANY_ENTRIES", `it has ${count} files or more, ${limits.entriesMax} are allowed`);
}

function beyondRatio(limits: ArchiveLimits): ArchiveRefused {
  return refuse("RATIO_TOO_HIGH", `a file in it is packed more than ${limits.ratioMax} times`);
}

function refuse(code: ArchiveRefusal, why: string): ArchiveRefused {
  return new ArchiveRefused(code, `The archive is not read: ${why}.`);
}

/** yauzl refuses absolute paths and `..` by itself, and tells by words alone. */
function asRefusal(error: unknown): ArchiveRefused {
  if (error instanceof ArchiveRefused) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/relative path|absolute path|invalid characters in fileName/.test(message)) {
    return refuse("UNSAFE_NAME", "a name leads out of the archive");
  }
  return refuse("MALFORMED", "it is no whole zip file");
}
