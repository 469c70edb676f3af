/** A value inside a report, with what stands around it. `key` is the name by which its map knows it. */
export interface Node {
  readonly value: unknown;
  readonly key: string;
  readonly parent: Node | null;
}

const NODES_MAX = 200_000;
const TEXT_MAX = 4096;

export function rootOf(value: unknown): Node {
  return { value, key: "", parent: null };
}

/**
 * All values at a path from a value. Steps are separated by "/": a key; "*" for every value of a map; ".." for the
 * object around; "**" for this object and everything below it; "@key" for the name by which the map around it knows
 * an object. Arrays are gone through by themselves. "" is the value itself, or each of its elements.
 */
export function find(from: Node, path: string): Node[] {
  let nodes = elements(from);
  if (path === "") return nodes;
  for (const step of path.split("/")) {
    const next: Node[] = [];
    for (const node of nodes) {
      for (const found of take(node, step)) next.push(found);
      if (next.length > NODES_MAX) return next;
    }
    nodes = next;
  }
  return nodes;
}

function take(node: Node, step: string): Node[] {
  if (step === "..") return node.parent ? [node.parent] : [];
  if (step === "@key") return [{ value: node.key, key: "", parent: node }];
  if (step === "**") return everything(node);
  if (!isRecord(node.value)) return [];
  if (step === "*")
    return Object.entries(node.value).flatMap(([key, value]) => elements(below(node, key, value)));
  const value = Object.hasOwn(node.value, step) ? node.value[step] : undefined;
  return value === undefined || value === null ? [] : elements(below(node, step, value));
}

function below(parent: Node, key: string, value: unknown): Node {
  return { value, key, parent };
}

function elements(node: Node): Node[] {
  const { value, key, parent } = node;
  if (!Array.isArray(value)) return [node];
  return value.flatMap((element: unknown) => elements({ value: element, key, parent }));
}

function everything(node: Node): Node[] {
  const all: Node[] = [node];
  for (const one of all) {
    if (!isRecord(one.value)) continue;
    for (const [key, value] of Object.entries(one.value)) all.push(...elements(below(one, key, value)));
    if (all.length > NODES_MAX) break;
  }
  return all;
}

/** The first text or number that one of the paths leads to. An object with text of its own stands for its text. */
export function textAt(from: Node, paths: readonly string[]): string | null {
  for (const path of paths) {
    for (const { value } of find(from, path)) {
      const text = textOf(value);
      if (text !== null) return text;
    }
  }
  return null;
}

function textOf(value: unknown): string | null {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return value.trim() === "" ? null : value.trim().slice(0, TEXT_MAX);
  if (!isRecord(value)) return null;
  const own = value["#text"] ?? value.text;
  return typeof own === "string" ? textOf(own) : null;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
