const LINE_FEED = 10;
/** Stands in the place of bytes that are no text: it leaves every state as it is. */
export const BLANK = 27;
const LINE_FEED_CLASS = 1;
const BLANK_CLASS = 2;
/** `next` has a row of this many (2 to the power of it) entries for every state. */
export const ROW_SHIFT = 6;
const CLASSES_MAX = 1 << ROW_SHIFT;
const ROOT = 0;

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
  const classes = new Classes();
  const paths = words.map((ownWords) => ownWords.map((word) => classes.ofAll(bytesOf(word), word)));
  const stamp = stampPaths(classes);
  const trie = new Trie(
    [...paths.flat(), ...Object.values(stamp)].reduce((sum, path) => sum + path.length, 3),
  );
  const lineStart = trie.add(ROOT, [LINE_FEED_CLASS]);
  for (const [owner, ownPaths] of paths.entries()) {
    for (const path of ownPaths) trie.addOwner(trie.add(ROOT, path), owner);
  }
  addTimestamps(trie, lineStart, stamp);
  const { order, suffixes } = trie.link();

  const isSpecial = (node: number) => trie.owners[node] !== undefined || node === lineStart;
  // Blanks behind a line feed must not look like a second one.
  const blankedStart = trie.newNode();
  const ordinary = [...order.filter((node) => !isSpecial(node)), blankedStart];
  const numbered = [...ordinary, ...order.filter(isSpecial)];
  const states = new Uint16Array(trie.size);
  for (const [state, node] of numbered.entries()) states[node] = state;
  const stateOf = (node: number) => states[node] ?? ROOT;
  const next = new Uint16Array(numbered.length << ROW_SHIFT);
  const copyRow = (from: number, to: number) => {
    const start = stateOf(from) << ROW_SHIFT;
    next.copyWithin(stateOf(to) << ROW_SHIFT, start, start + CLASSES_MAX);
  };
  for (const node of order) {
    const row = stateOf(node) << ROW_SHIFT;
    copyRow(suffixes[node] ?? ROOT, node);
    for (const byteClass of trie.edges[node] ?? [])
      next[row + byteClass] = stateOf(trie.child(node, byteClass));
    next[row + LINE_FEED_CLASS] = stateOf(lineStart);
    next[row + BLANK_CLASS] = stateOf(node === lineStart ? blankedStart : node);
  }
  copyRow(lineStart, blankedStart);
  return {
    classes: classes.table(),
    next,
    firstSpecial: ordinary.length,
    lineStart: stateOf(lineStart),
    owners: numbered.slice(ordinary.length).map((node) => Uint16Array.from(trie.owners[node] ?? [])),
  };
}

interface StampPaths {
  seconds: number[];
  decimals: number[];
  digit: number[];
  zone: number[];
  blank: number[];
}

/** The parts of "2026-01-31T10:00:00.123Z ". */
function stampPaths(classes: Classes): StampPaths {
  return {
    seconds: classes.ofAll(bytesOf("^0000-00-00t00:00:00")),
    decimals: classes.ofAll(bytesOf(".0")),
    digit: classes.ofAll(bytesOf("0")),
    zone: classes.ofAll(bytesOf("z")),
    blank: classes.ofAll(bytesOf(" ")),
  };
}

/**
 * What follows a provider's timestamp stands, for triggers, at the start of the line: behind "2026-01-31T10:00:00.123Z "
 * (any number of decimals) the automaton goes on as at the start.
 */
function addTimestamps(trie: Trie, lineStart: number, stamp: StampPaths): void {
  const seconds = trie.add(ROOT, stamp.seconds);
  const decimals = trie.add(seconds, stamp.decimals);
  const zone = trie.add(decimals, stamp.zone);
  const blank = trie.add(zone, stamp.blank);
  for (const digit of stamp.digit) trie.join(decimals, digit, decimals);
  for (const letter of stamp.zone) trie.join(seconds, letter, zone);
  for (const byteClass of trie.edges[lineStart] ?? []) {
    trie.join(blank, byteClass, trie.child(lineStart, byteClass));
  }
}

/** Bytes that no word tells apart are of one class; class 0 is all that stand in no word. */
class Classes {
  private readonly used = new Map<number, number>([
    [LINE_FEED, LINE_FEED_CLASS],
    [BLANK, BLANK_CLASS],
  ]);

  get count(): number {
    return this.used.size + 1;
  }

  ofAll(bytes: readonly number[], word = ""): number[] {
    return bytes.map((byte) => {
      const known = this.used.get(byte) ?? this.count;
      if (known >= CLASSES_MAX) {
        const character = byte < 128 ? JSON.stringify(String.fromCharCode(byte)) : `the byte ${byte}`;
        throw new Error(
          `There is no room for ${character} of the trigger ${JSON.stringify(word)}: triggers use more than ${CLASSES_MAX - 3} different bytes`,
        );
      }
      this.used.set(byte, known);
      return known;
    });
  }

  /** By byte. */
  table(): Uint8Array {
    return Uint8Array.from({ length: 256 }, (_, byte) => this.used.get(fold(byte)) ?? 0);
  }
}

/** The words as a tree of nodes by number. Native operations on flat arrays, because this runs before anything is compiled. */
class Trie {
  /** The classes of bytes by which a node has a child. */
  readonly edges: number[][] = [[]];
  /** Whose words end in a node, in ascending order. */
  readonly owners: (number[] | undefined)[] = [];
  private readonly children: Uint16Array;

  constructor(nodesMax: number) {
    if (nodesMax > 0xffff) throw new Error(`Triggers need ${nodesMax} states, ${0xffff} fit`);
    this.children = new Uint16Array(nodesMax << ROW_SHIFT);
  }

  get size(): number {
    return this.edges.length;
  }

  newNode(): number {
    return this.edges.push([]) - 1;
  }

  /** ROOT where there is none. */
  child(node: number, byteClass: number): number {
    return this.children[(node << ROW_SHIFT) + byteClass] ?? ROOT;
  }

  join(node: number, byteClass: number, child: number): void {
    this.edges[node]?.push(byteClass);
    this.children[(node << ROW_SHIFT) + byteClass] = child;
  }

  /** Adds the path of a word below a node and answers its end. */
  add(from: number, path: readonly number[]): number {
    let node = from;
    for (const byteClass of path) {
      let child = this.child(node, byteClass);
      if (child === ROOT) {
        child = this.newNode();
        this.join(node, byteClass, child);
      }
      node = child;
    }
    return node;
  }

  addOwner(node: number, owner: number): void {
    const known = this.owners[node];
    if (!known) this.owners[node] = [owner];
    else if (!known.includes(owner)) known.push(owner);
  }

  /** The nodes by depth, and of each its longest suffix that is the beginning of a word; owners of suffixes are added. */
  link(): { order: number[]; suffixes: Uint16Array } {
    const order = [ROOT];
    const isReached = new Uint8Array(this.size);
    const suffixes = new Uint16Array(this.size);
    isReached[ROOT] = 1;
    for (const node of order) {
      for (const byteClass of this.edges[node] ?? []) {
        const child = this.child(node, byteClass);
        if (isReached[child] === 1) continue;
        isReached[child] = 1;
        order.push(child);
        if (node === ROOT) continue;
        let suffix = suffixes[node] ?? ROOT;
        while (suffix !== ROOT && this.child(suffix, byteClass) === ROOT) suffix = suffixes[suffix] ?? ROOT;
        const longest = this.child(suffix, byteClass);
        suffixes[child] = longest;
        if (!this.owners[longest]) continue;
        for (const owner of this.owners[longest]) this.addOwner(child, owner);
        this.owners[child]?.sort((a, b) => a - b);
      }
    }
    return { order, suffixes };
  }
}
