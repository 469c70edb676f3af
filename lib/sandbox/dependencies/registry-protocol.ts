/** One address of a registry that may be asked, and how its answer is made fit for the inside. */
export interface Passage {
  target: URL;
  accept: string;
  /** Leads addresses in the answer back to the door; null where it is passed on as it is. */
  rewrite: ((text: string) => string) | null;
}

/** What a kind of registry is asked for; null for everything else. Paths begin with a slash and carry no question. */
export interface RegistryProtocol {
  /** `accepted` is what the asker says it takes: of two forms of an answer the one that it wants. */
  read(path: string, accepted: string): Passage | null;
  /** A question with a body, of which the registry remembers nothing. */
  ask(path: string): Passage | null;
}

/** An address below the registry's own; null for one that leads out of it. */
export function below(base: URL, path: string): URL | null {
  const target = new URL(`.${path}`, base);
  return target.origin === base.origin && target.pathname.startsWith(base.pathname) ? target : null;
}
