import { Dispatch } from "./dispatch";
import { readDocument } from "./documents/read-document";
import { families } from "./families";
import { Findings } from "./findings";
import { buildAutomaton } from "./lines/automaton";
import { blocksOf, blocksOfStream } from "./lines/blocks";
import { Scanner } from "./lines/scan";
import { LineStore } from "./lines/store";

/** A log after the one pass over it: its lines by number, and what every family found. */
export interface ReadLog {
  store: LineStore;
  findings: Findings;
}

let scanner: Scanner | undefined;

function startReading(): { log: ReadLog; read: (bytes: Buffer) => void; end: () => ReadLog } {
  scanner ??= new Scanner(buildAutomaton(families.map((family) => family.triggers)));
  const ownScanner = scanner;
  const log: ReadLog = { store: new LineStore(), findings: new Findings() };
  const dispatch = new Dispatch(families, log.store, log.findings);
  return {
    log,
    read(bytes) {
      log.store.byteCount += bytes.length;
      ownScanner.read(log.store.add(bytes), log.store, dispatch);
    },
    end() {
      dispatch.end();
      return log;
    },
  };
}

/** Reads a log that is whole in memory. The bytes are referred to, not copied: leave them alone afterwards. */
export function readLog(bytes: Uint8Array): ReadLog {
  const reading = startReading();
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const block of blocksOf(buffer)) reading.read(block);
  const log = reading.end();
  const document = readDocument(buffer);
  if (document) log.findings.replaceDiagnostics(document);
  return log;
}

/** Reads a log of any length as it streams in, within constant memory. */
export async function readLogStream(stream: AsyncIterable<Uint8Array>): Promise<ReadLog> {
  const reading = startReading();
  const blocks = blocksOfStream(stream, (byteCount) => {
    reading.log.store.byteCount += byteCount;
  });
  for await (const block of blocks) reading.read(block);
  return reading.end();
}
