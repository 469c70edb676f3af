/** `resolved "…"` of Yarn 1. */
const resolved = /^( *"?resolved"?:? ")(https?:\/\/[^"\n]*)(".*)$/;

interface Address {
  /** Of the registry, with the slash at its end. */
  base: string;
  /** `name/-/name-1.0.0.tgz`, with its scope and the hash behind it. */
  tail: string;
}

/** The two parts of a line that says where a package came from; null for other lines, and for what is in no registry. */
export function addressIn(line: string): Address | null {
  const parts = resolved.exec(line)?.[2]?.split("/") ?? [];
  const at = parts.lastIndexOf("-");
  if (at < 4) return null;
  const start = parts[at - 2]?.startsWith("@") ? at - 2 : at - 1;
  return { base: `${parts.slice(0, start).join("/")}/`, tail: parts.slice(start).join("/") };
}

/** The text with every package at another registry. */
export function withRegistry(text: string, registryUrl: string): string {
  return text
    .split("\n")
    .map((line) => {
      const address = addressIn(line);
      if (address === null) return line;
      return line.replace(
        resolved,
        (_, start: string, __, end: string) => start + registryUrl + address.tail + end,
      );
    })
    .join("\n");
}
