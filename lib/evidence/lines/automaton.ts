const LINE_FEED = 10;
/** Stands in the place of bytes that are no text: it leaves every state as it is. */
export const BLANK = 27;
const CLASSES_MAX = 64;
/** `next` has a row of this many (2 to the power of it) entries for every state. */
export const ROW_SHIFT = 6;

/**
 * An Aho-Corasick automaton over bytes, as one flat table: finding all words of all families costs two loads a
 * byte, however many words there are. Letters are folded to lower case and digits to "0".
 */
export interface Automaton {
  /** Byte to class of bytes. */
  readonly classes: Uint8Array;
  /** `next[(state << 6) | class]`. */
  readonly next: Uint16Array;
  /** States from here on mean something: words end here, or a line feed was read. */
  readonly firstSpecial: number;
  /** Where every line begins; also the state after a line feed. */
  readonly lineStart: number;
  /** Indexes of the owners of the words that end in a state, by `state - firstSpecial`. */
  readonly owners: readonly Uint16Array[];
}

interface Node {
  readonly edges: Map<number, Node>;
  /** Null: no word ends here, as in most nodes. */
  owners: Set<number> | null;
  fail: Node | null;
  id: number;
}

function newNode(): Node {
  return { edges: new Map(), owners: null, fail: null, id: -1 };
}

function fold(byte: number): number {
  if (byte >= 65 && byte <= 90) return byte + 32;
  if (byte >= 48 && byte <= 57) return 48;
  return byte;
}

/** Word to folded bytes; a leading "^" becomes a line feed, which is how the start of a line looks to us. */
function bytesOf(word: string): number[] {
  const anchored = word.length > 1 && word.startsWith("^");
  const bytes = [...Buffer.from(anchored ? word.slice(1) : word, "utf8")].map(fold);
  if (bytes.length === 0 || bytes.includes(LINE_FEED))
    throw new Error(`Not a trigger: ${JSON.stringify(word)}`);
  return anchored ? [LINE_FEED, ...bytes] : bytes;
}

/** `words[i]` belong to owner `i`. Throws if the words need more classes or states than the table holds. */
export function buildAutomaton(words: readonly (readonly string[])[]): Automaton {
  const used = new Map<number, number>([
    [LINE_FEED, 1],
    [BLANK, 2],
  ]);
  const root = newNode();
  const lineStart = newNode();
  root.edges.set(1, lineStart);
  for (const [owner, ownWords] of words.entries()) {
    for (const word of ownWords) addOwner(addWord(root, bytesOf(word), used), owner);
  }
  addTimestamps(root, lineStart, used);
  const classCount = used.size + 1;
  if (classCount > CLASSES_MAX)
    throw new Error(`Triggers use ${classCount} different characters, ${CLASSES_MAX} fit`);

  const order = breadthFirst(root);
  const isSpecial = (node: Node) => node.owners !== null || node === lineStart;
  // Blanks behind a line feed must not look like a second one.
  const blankedStart = newNode();
  const ordinary = [...order.filter((node) => !isSpecial(node)), blankedStart];
  const numbered = [...ordinary, ...order.filter(isSpecial)];
  if (numbered.length > 0xffff) throw new Error(`Triggers need ${numbered.length} states, ${0xffff} fit`);
  for (const [id, node] of numbered.entries()) node.id = id;

  const next = new Uint16Array(numbered.length << ROW_SHIFT);
  for (const node of order) {
    const row = node.id << ROW_SHIFT;
    if (node.fail) {
      const from = node.fail.id << ROW_SHIFT;
      next.copyWithin(row, from, from + classCount);
    } else {
      next.fill(root.id, row, row + classCount);
    }
    for (const [byteClass, target] of node.edges) next[row + byteClass] = target.id;
    next[row + 1] = lineStart.id;
    next[row + 2] = node === lineStart ? blankedStart.id : node.id;
  }
  const startRow = lineStart.id << ROW_SHIFT;
  next.copyWithin(blankedStart.id << ROW_SHIFT, startRow, startRow + classCount);
  return {
    classes: classesOf(used),
    next,
    firstSpecial: ordinary.length,
    lineStart: lineStart.id,
    owners: numbered
      .slice(ordinary.length)
      .map(({ owners }) => Uint16Array.from(owners ? [...owners].sort((a, b) => a - b) : [])),
  };
}

/**
 * What follows a provider's timestamp stands, for triggers, at the start of the line: behind "2026-01-31T10:00:00.123Z "
 * (any number of decimals) the automaton goes on as at the start.
 */
function addTimestamps(root: Node, lineStart: Node, used: Map<number, number>): void {
  const seconds = addWord(root, bytesOf("^0000-00-00t00:00:00"), used);
  const decimals = addWord(seconds, [...Buffer.from(".0")], used);
  const zone = addWord(decimals, [...Buffer.from("z")], used);
  const digit = used.get(48);
  const letter = used.get(122);
  const blank = addWord(zone, [...Buffer.from(" ")], used);
  if (digit === undefined || letter === undefined) return;
  decimals.edges.set(digit, decimals);
  seconds.edges.set(letter, zone);
  for (const [byteClass, child] of lineStart.edges) blank.edges.set(byteClass, child);
}

function addOwner(node: Node, owner: number): void {
  node.owners ??= new Set();
  node.owners.add(owner);
}

/** Adds the path of a word below a node and answers its end. */
function addWord(from: Node, bytes: readonly number[], used: Map<number, number>): Node {
  let node = from;
  for (const byte of bytes) {
    const byteClass = used.get(byte) ?? used.size + 1;
    used.set(byte, byteClass);
    let following = node.edges.get(byteClass);
    if (!following) {
      following = newNode();
      node.edges.set(byteClass, following);
    }
    node = following;
  }
  return node;
}

/** Nodes by depth, with failure links set and the owners of suffixes added. */
function breadthFirst(root: Node): Node[] {
  const order = [root];
  const reached = new Set(order);
  for (const node of order) {
    for (const [byteClass, child] of node.edges) {
      if (reached.has(child)) continue;
      reached.add(child);
      let fail = node.fail;
      while (fail && !fail.edges.has(byteClass)) fail = fail.fail;
      child.fail = node === root ? root : (fail?.edges.get(byteClass) ?? root);
      for (const owner of child.fail.owners ?? []) addOwner(child, owner);
      order.push(child);
    }
  }
  return order;
}

function classesOf(used: ReadonlyMap<number, number>): Uint8Array {
  const classes = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte++) classes[byte] = used.get(fold(byte)) ?? 0;
  return classes;
}
