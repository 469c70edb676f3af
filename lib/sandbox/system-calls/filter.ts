import { denied, judged, modeSetting } from "./denied";

/** Classic BPF over `struct seccomp_data`: https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html */
const LOAD = 0x20;
const JUMP_IF_EQUAL = 0x15;
const JUMP_IF_AT_LEAST = 0x35;
const JUMP_IF_ANY_BIT = 0x45;
const RETURN = 0x06;

const ALLOW = 0x7fff0000;
const FAIL = 0x00050000;
const EPERM = 1;
const ENOSYS = 38;
const EAFNOSUPPORT = 97;

const numberOffset = 0;
const architectureOffset = 4;
/** The low half of an argument; both architectures are little-endian. */
const argumentOffset = (index: number) => 16 + index * 8;

const architectures = { x64: 0xc000003e, arm64: 0xc00000b7 } as const;
/** The bit by which x64 calls in their 32-bit-pointer form are told. */
const x32Bit = 0x40000000;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET. */
const newNamespaces = 0x7e020000;
const AF_UNIX = 1;
const AF_INET = 2;
const AF_INET6 = 10;
const AF_NETLINK = 16;
const NETLINK_ROUTE = 0;
const O_CREAT = 0o100;
/** S_ISUID and S_ISGID. */
const setIdBits = 0o6000;
const TIOCSTI = 0x5412;
const TIOCLINUX = 0x541c;

type Instruction = readonly [code: number, jumpTrue: number, jumpFalse: number, value: number];

const load = (offset: number): Instruction => [LOAD, 0, 0, offset];
const allow: Instruction = [RETURN, 0, 0, ALLOW];
const fail = (error: number): Instruction => [RETURN, 0, 0, FAIL | error];

/** Steps over the instructions that follow unless the loaded value is this one. */
function whenEqual(value: number, then: readonly Instruction[]): Instruction[] {
  return [[JUMP_IF_EQUAL, 0, then.length, value], ...then];
}

function refuseBits(argument: number, bits: number): Instruction[] {
  return [load(argumentOffset(argument)), [JUMP_IF_ANY_BIT, 0, 1, bits], fail(EPERM), allow];
}

/**
 * The filter that `bwrap --seccomp` loads before the command, or null on an architecture it is not written for. A denied call
 * fails as if the caller lacked the right; `clone3` as if the kernel were old, so that the C library takes `clone`,
 * whose flags a filter can read.
 */
export function systemCallFilter(architecture: string): Buffer | null {
  if (architecture !== "x64" && architecture !== "arm64") return null;
  const column = architecture === "x64" ? 0 : 1;
  const numbers = Object.values(denied)
    .map((pair) => pair[column])
    .filter((number) => number !== null);
  const program: Instruction[] = [
    load(architectureOffset),
    [JUMP_IF_EQUAL, 1, 0, architectures[architecture]],
    fail(ENOSYS),
    load(numberOffset),
    ...(architecture === "x64" ? ([[JUMP_IF_AT_LEAST, 0, 1, x32Bit], fail(ENOSYS)] as const) : []),
    ...numbers.flatMap((number) => whenEqual(number, [fail(EPERM)])),
    ...whenEqual(judged.clone3[column], [fail(ENOSYS)]),
    ...whenEqual(judged.clone[column], refuseBits(0, newNamespaces)),
    ...modeSetting.flatMap(({ numbers, modeArgument }) => {
      const number = numbers[column];
      return number === null ? [] : whenEqual(number, refuseBits(modeArgument, setIdBits));
    }),
    // Without O_CREAT the mode is whatever was left in the register.
    ...whenEqual(judged.openat[column], [
      load(argumentOffset(2)),
      [JUMP_IF_ANY_BIT, 1, 0, O_CREAT],
      allow,
      ...refuseBits(3, setIdBits),
    ]),
    ...whenEqual(judged.ioctl[column], [
      load(argumentOffset(1)),
      ...whenEqual(TIOCSTI, [fail(EPERM)]),
      ...whenEqual(TIOCLINUX, [fail(EPERM)]),
      allow,
    ]),
    ...whenEqual(judged.socket[column], [
      load(argumentOffset(0)),
      ...[AF_UNIX, AF_INET, AF_INET6].flatMap((family) => whenEqual(family, [allow])),
      // Programs ask the kernel for their own addresses this way.
      ...whenEqual(AF_NETLINK, [load(argumentOffset(2)), ...whenEqual(NETLINK_ROUTE, [allow])]),
      fail(EAFNOSUPPORT),
    ]),
    allow,
  ];
  return Buffer.concat(program.map(encode));
}

function encode([code, jumpTrue, jumpFalse, value]: Instruction): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(code, 0);
  bytes.writeUInt8(jumpTrue, 2);
  bytes.writeUInt8(jumpFalse, 3);
  bytes.writeUInt32LE(value >>> 0, 4);
  return bytes;
}
