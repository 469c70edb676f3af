import { type Automaton, ROW_SHIFT } from "./automaton";

/** Bytes that one call reads at most. */
export const WINDOW_BYTES = 128 * 1024;
/** Parts of a window read side by side: a single chain of table look-ups mostly waits for memory. */
export const LANES = 4;

const EVENT_BYTES = 8;
const LANE_RESULT_BYTES = 8;
const RESULTS_AT = 0;
const CLASSES_AT = 256;
const INPUT_AT = 512;
const EVENTS_AT = INPUT_AT + WINDOW_BYTES;
const TABLE_AT = EVENTS_AT + WINDOW_BYTES * EVENT_BYTES;
const PAGE_BYTES = 64 * 1024;

/**
 * The automaton's loop in WebAssembly: without the checks that JavaScript makes at each access to an array it runs
 * more than twice as fast. Every special state that is reached is written down as an event.
 */
export interface Kernel {
  /** Put the bytes to read here. */
  readonly input: Uint8Array;
  /** Two numbers an event: the index of the byte in the input, and the state it led to. */
  readonly events: Uint32Array;
  /** Reads `input[start … start + length)`; events go to `events[2 * start …]`. */
  readOne(start: number, length: number, state: number): LaneEnd;
  /** Reads the same length from four starts, all in the same state. */
  readFour(starts: readonly number[], length: number, state: number): LaneEnd[];
  /** Goes on where a lane ended. */
  goOn(start: number, length: number, from: LaneEnd): LaneEnd;
}

export interface LaneEnd {
  state: number;
  /** Index in `events` behind the lane's last event. */
  eventsEnd: number;
}

export function createKernel(automaton: Automaton): Kernel {
  const tableBytes = automaton.next.byteLength;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((TABLE_AT + tableBytes) / PAGE_BYTES) });
  new Uint16Array(memory.buffer, TABLE_AT, automaton.next.length).set(automaton.next);
  // Column numbers are doubled: an entry of the table has two bytes.
  new Uint8Array(memory.buffer, CLASSES_AT, 256).set(automaton.classes.map((column) => column * 2));
  const one = instantiate(1, automaton.firstSpecial, memory);
  const four = instantiate(LANES, automaton.firstSpecial, memory);
  const results = new Uint32Array(memory.buffer, RESULTS_AT, LANES * 2);
  const resultOf = (lane: number): LaneEnd => ({
    state: results[lane * 2] ?? 0,
    eventsEnd: ((results[lane * 2 + 1] ?? 0) - EVENTS_AT) / 4,
  });
  const eventsAt = (start: number) => EVENTS_AT + start * EVENT_BYTES;
  return {
    input: new Uint8Array(memory.buffer, INPUT_AT, WINDOW_BYTES),
    events: new Uint32Array(memory.buffer, EVENTS_AT, WINDOW_BYTES * 2),
    readOne(start, length, state) {
      one(length, start, state, eventsAt(start));
      return resultOf(0);
    },
    readFour(starts, length, state) {
      four(length, ...starts.flatMap((start) => [start, state, eventsAt(start)]));
      return starts.map((_, lane) => resultOf(lane));
    },
    goOn(start, length, from) {
      one(length, start, from.state, EVENTS_AT + from.eventsEnd * 4);
      return resultOf(0);
    },
  };
}

type Read = (...parameters: number[]) => void;

function instantiate(lanes: number, firstSpecial: number, memory: WebAssembly.Memory): Read {
  const module = new WebAssembly.Module(new Uint8Array(moduleBytes(lanes, firstSpecial)));
  const read = new WebAssembly.Instance(module, { m: { m: memory } }).exports.f;
  if (typeof read !== "function") throw new Error("The kernel's module exports no function f");
  return read as Read;
}

/** Opcodes: https://webassembly.github.io/spec/core/binary/instructions.html */
const op = {
  loop: 0x03,
  if: 0x04,
  end: 0x0b,
  branchIf: 0x0d,
  get: 0x20,
  set: 0x21,
  tee: 0x22,
  loadByte: 0x2d,
  loadTwoBytes: 0x2f,
  store: 0x36,
  constant: 0x41,
  atLeast: 0x4f,
  add: 0x6a,
  or: 0x72,
  shiftLeft: 0x74,
};
const I32 = 0x7f;
const NO_RESULT = 0x40;

/** Parameters: the length, then for each lane its position, state and place for events. No locals, no result. */
function moduleBytes(lanes: number, firstSpecial: number): number[] {
  const parameters = 1 + lanes * 3;
  const length = 0;
  const body = [
    ...[0, op.loop, NO_RESULT],
    ...Array.from({ length: lanes }, (_, lane) => laneStep(lane, firstSpecial)).flat(),
    ...[op.get, length, op.constant, ...signed(-1), op.add, op.tee, length, op.branchIf, 0, op.end],
    ...Array.from({ length: lanes }, (_, lane) => laneResult(lane)).flat(),
    op.end,
  ];
  const text = (s: string) => [s.length, ...Buffer.from(s)];
  return [
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, parameters, ...Array(parameters).fill(I32), 0]),
    ...section(2, [1, ...text("m"), ...text("m"), 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text("f"), 0, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ];
}

/** state = table[state][class of the byte]; if it is special, write it down; go to the next byte. */
function laneStep(lane: number, firstSpecial: number): number[] {
  const [position, state, event] = [lane * 3 + 1, lane * 3 + 2, lane * 3 + 3];
  return [
    ...[op.get, state, op.constant, ...signed(ROW_SHIFT + 1), op.shiftLeft],
    ...[
      op.get,
      position,
      op.loadByte,
      0,
      ...unsigned(INPUT_AT),
      op.loadByte,
      0,
      ...unsigned(CLASSES_AT),
      op.or,
    ],
    ...[op.loadTwoBytes, 1, ...unsigned(TABLE_AT), op.tee, state],
    ...[op.constant, ...signed(firstSpecial), op.atLeast, op.if, NO_RESULT],
    ...[op.get, event, op.get, position, op.store, 2, 0],
    ...[op.get, event, op.get, state, op.store, 2, 4],
    ...[op.get, event, op.constant, ...signed(EVENT_BYTES), op.add, op.set, event, op.end],
    ...[op.get, position, op.constant, 1, op.add, op.set, position],
  ];
}

function laneResult(lane: number): number[] {
  const at = RESULTS_AT + lane * LANE_RESULT_BYTES;
  return [
    ...[op.constant, 0, op.get, lane * 3 + 2, op.store, 2, ...unsigned(at)],
    ...[op.constant, 0, op.get, lane * 3 + 3, op.store, 2, ...unsigned(at + 4)],
  ];
}

function section(id: number, content: number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

/** LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}
