import { Dispatch } from "./dispatch";
import { readDocument } from "./documents/read-document";
import { families } from "./families";
import { Findings } from "./findings";
import { buildAutomaton } from "./lines/automaton";
import { BlockMemory, blocksOf, blocksOfStream } from "./lines/blocks";
import { Scanner } from "./lines/scan";
import { LineStore } from "./lines/store";

/** A log after the one pass over it: its lines by number, and what every family found. */
export interface ReadLog {
  store: LineStore;
  findings: Findings;
}

let scanner: Scanner | undefined;

interface Reading {
  log: ReadLog;
  read(bytes: Buffer): void;
  end(): ReadLog;
}

function startReading(store: LineStore): Reading {
  scanner ??= new Scanner(buildAutomaton(families.map((family) => family.triggers)));
  const ownScanner = scanner;
  const log: ReadLog = { store, findings: new Findings() };
  const dispatch = new Dispatch(families, store, log.findings);
  return {
    log,
    read(bytes) {
      store.byteCount += bytes.length;
      ownScanner.read(store.add(bytes), store, dispatch);
    },
    end() {
      dispatch.end();
      return log;
    },
  };
}

/** Reads a log that is whole in memory. The bytes are referred to, not copied: leave them alone afterwards. */
export function readLog(bytes: Uint8Array): ReadLog {
  const reading = startReading(new LineStore());
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const block of blocksOf(buffer)) reading.read(block);
  const log = reading.end();
  const document = readDocument(buffer);
  if (document) log.findings.replaceDiagnostics(document);
  return log;
}

/** Reads a log of any length as it streams in, within constant memory. */
export async function readLogStream(stream: AsyncIterable<Uint8Array>): Promise<ReadLog> {
  const memory = new BlockMemory();
  const store = new LineStore((dropped) => memory.giveBack(dropped));
  const reading = startReading(store);
  const blocks = blocksOfStream(stream, memory, (byteCount) => {
    store.byteCount += byteCount;
  });
  for await (const block of blocks) reading.read(block);
  return reading.end();
}
