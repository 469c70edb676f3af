import { type Automaton, ROW_SHIFT } from "./automaton";

/** Bytes that one call reads at most. */
export const WINDOW_BYTES = 128 * 1024;
/** Parts of a window read side by side: a single chain of table look-ups mostly waits for memory. */
export const LANES = 4;

/** A line has 4 bytes, an event 8. */
const LINE_SHIFT = 2;
const EVENT_SHIFT = 3;
const LANE_RESULT_BYTES = 12;
const RESULTS_AT = 0;
const CLASSES_AT = 256;
const INPUT_AT = 512;
const LINES_AT = INPUT_AT + WINDOW_BYTES;
const EVENTS_AT = LINES_AT + (WINDOW_BYTES << LINE_SHIFT);
const TABLE_AT = EVENTS_AT + (WINDOW_BYTES << EVENT_SHIFT);
const PAGE_BYTES = 64 * 1024;

/**
 * The automaton's loop in WebAssembly: without the checks that JavaScript makes at each access to an array it runs
 * more than twice as fast. It writes down where lines begin and which words end in them, so that a line without a word
 * costs JavaScript nothing.
 */
export interface Kernel {
  /** Put the bytes to read here. */
  readonly input: Buffer;
  /** Where lines begin: for each line feed the index behind it, plus the offset that the call gave. */
  readonly lines: Uint32Array;
  /** Two numbers for each place where words end: the index in `lines` that the line's own feed will get, and the state. */
  readonly events: Uint32Array;
  /** Reads `input[start … start + length)`, at least one byte; what it finds goes to `lines[start …]` and to `events` from pair `start` on. */
  readOne(start: number, length: number, state: number, offset: number): LaneEnd;
  /** Reads the same length from four starts, all in the same state. */
  readFour(starts: readonly number[], length: number, state: number, offset: number): LaneEnd[];
  /** Goes on where a lane ended. */
  goOn(start: number, length: number, from: LaneEnd, offset: number): LaneEnd;
}

export interface LaneEnd {
  state: number;
  /** Index in `lines` behind the lane's last one. */
  linesEnd: number;
  /** Which pair in `events` is the first behind the lane's. */
  eventsEnd: number;
}

export function createKernel(automaton: Automaton): Kernel {
  const tableBytes = automaton.next.byteLength;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((TABLE_AT + tableBytes) / PAGE_BYTES) });
  new Uint16Array(memory.buffer, TABLE_AT, automaton.next.length).set(automaton.next);
  // Column numbers are doubled: an entry of the table has two bytes.
  new Uint8Array(memory.buffer, CLASSES_AT, 256).set(automaton.classes.map((column) => column * 2));
  const one = instantiate(1, automaton, memory);
  let four: Read | undefined; // short texts never need it
  const results = new Uint32Array(memory.buffer, RESULTS_AT, (LANES * LANE_RESULT_BYTES) / 4);
  const resultOf = (lane: number): LaneEnd => ({
    state: results[lane * 3] ?? 0,
    linesEnd: results[lane * 3 + 1] ?? 0,
    eventsEnd: results[lane * 3 + 2] ?? 0,
  });
  return {
    input: Buffer.from(memory.buffer, INPUT_AT, WINDOW_BYTES),
    lines: new Uint32Array(memory.buffer, LINES_AT, WINDOW_BYTES),
    events: new Uint32Array(memory.buffer, EVENTS_AT, WINDOW_BYTES * 2),
    readOne(start, length, state, offset) {
      one(length, offset + 1, start, state, start, start);
      return resultOf(0);
    },
    readFour(starts, length, state, offset) {
      four ??= instantiate(LANES, automaton, memory);
      const [a = 0, b = 0, c = 0, d = 0] = starts;
      four(length, offset + 1, a, state, a, a, b, state, b, b, c, state, c, c, d, state, d, d);
      return [resultOf(0), resultOf(1), resultOf(2), resultOf(3)];
    },
    goOn(start, length, from, offset) {
      one(length, offset + 1, start, from.state, from.linesEnd, from.eventsEnd);
      return resultOf(0);
    },
  };
}

type Read = (...parameters: number[]) => void;

function instantiate(lanes: number, automaton: Automaton, memory: WebAssembly.Memory): Read {
  const module = new WebAssembly.Module(new Uint8Array(moduleBytes(lanes, automaton)));
  const read = new WebAssembly.Instance(module, { m: { m: memory } }).exports.f;
  if (typeof read !== "function") throw new Error("The kernel's module exports no function f");
  return read as Read;
}

/** Opcodes: https://webassembly.github.io/spec/core/binary/instructions.html */
const op = {
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  branchIf: 0x0d,
  get: 0x20,
  set: 0x21,
  tee: 0x22,
  loadByte: 0x2d,
  loadTwoBytes: 0x2f,
  store: 0x36,
  constant: 0x41,
  equal: 0x46,
  atLeast: 0x4f,
  add: 0x6a,
  or: 0x72,
  shiftLeft: 0x74,
};
const I32 = 0x7f;
const NO_RESULT = 0x40;

/** A lane's parameters: the index of its next byte, its state, and the indexes of its next line and event. */
const PARAMETERS_PER_LANE = 4;
const LENGTH = 0;
/** What is added to a line feed's place to tell where the next line begins in the caller's bytes. */
const OFFSET = 1;
const FIRST_LANE = 2;

interface Lane {
  position: number;
  state: number;
  line: number;
  event: number;
}

function laneParameters(index: number): Lane {
  const first = FIRST_LANE + index * PARAMETERS_PER_LANE;
  return { position: first, state: first + 1, line: first + 2, event: first + 3 };
}

/** No locals, no result. */
function moduleBytes(laneCount: number, automaton: Automaton): number[] {
  const parameters = FIRST_LANE + laneCount * PARAMETERS_PER_LANE;
  const lanes = Array.from({ length: laneCount }, (_, index) => laneParameters(index));
  const body = [
    ...[0, op.loop, NO_RESULT],
    ...lanes.flatMap((lane) => laneStep(lane, automaton)),
    ...[op.get, LENGTH, op.constant, ...signed(-1), op.add, op.tee, LENGTH, op.branchIf, 0, op.end],
    ...lanes.flatMap(laneResult),
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

/** state = table[state][class of the byte]; if it is special, write down the line's start or the event; next byte. */
function laneStep(lane: Lane, { firstSpecial, lineStart }: Automaton): number[] {
  const { position, state, line, event } = lane;
  const byte = [op.get, position, op.loadByte, 0, ...unsigned(INPUT_AT)];
  const eventAt = [op.get, event, op.constant, ...signed(EVENT_SHIFT), op.shiftLeft];
  return [
    ...[op.get, state, op.constant, ...signed(ROW_SHIFT + 1), op.shiftLeft],
    ...[...byte, op.loadByte, 0, ...unsigned(CLASSES_AT), op.or],
    ...[op.loadTwoBytes, 1, ...unsigned(TABLE_AT), op.tee, state],
    ...[op.constant, ...signed(firstSpecial), op.atLeast, op.if, NO_RESULT],
    ...[op.get, state, op.constant, ...signed(lineStart), op.equal, op.if, NO_RESULT],
    ...[op.get, line, op.constant, ...signed(LINE_SHIFT), op.shiftLeft],
    ...[op.get, position, op.get, OFFSET, op.add, op.store, 2, ...unsigned(LINES_AT)],
    ...[op.get, line, op.constant, 1, op.add, op.set, line, op.else],
    ...[...eventAt, op.get, line, op.store, 2, ...unsigned(EVENTS_AT)],
    ...[...eventAt, op.get, state, op.store, 2, ...unsigned(EVENTS_AT + 4)],
    ...[op.get, event, op.constant, 1, op.add, op.set, event, op.end, op.end],
    ...[op.get, position, op.constant, 1, op.add, op.set, position],
  ];
}

function laneResult({ state, line, event }: Lane, index: number): number[] {
  const at = RESULTS_AT + index * LANE_RESULT_BYTES;
  return [
    ...[op.constant, 0, op.get, state, op.store, 2, ...unsigned(at)],
    ...[op.constant, 0, op.get, line, op.store, 2, ...unsigned(at + 4)],
    ...[op.constant, 0, op.get, event, op.store, 2, ...unsigned(at + 8)],
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
