import { posix } from "node:path";
import { below, type RegistryProtocol } from "./registry-protocol";

const link = /\bhref=(?:"([^"]*)"|'([^']*)')/gi;
/** The first folder of addresses that a page named. */
const named = "/files/";

/**
 * The simple index: https://packaging.python.org/en/latest/specifications/simple-repository-api/. Its pages may name
 * files of another host. The index is the operator's choice and so is what it names, over TLS alone; nobody inside names any.
 */
export function pythonProtocol(base: URL, doorUrl: string): RegistryProtocol {
  const files: URL[] = [];

  function throughDoor(page: URL, address: string): string {
    if (!URL.canParse(address, page)) return "";
    const file = new URL(address, page);
    if (file.origin !== base.origin && file.protocol !== "https:") return "";
    const { hash } = file;
    file.hash = "";
    files.push(file);
    return `${doorUrl}files/${files.length - 1}/${encodeURIComponent(posix.basename(decodeURI(file.pathname)))}${hash}`;
  }

  return {
    read(path) {
      if (path.startsWith(named)) {
        const file = files[Number(path.slice(named.length).split("/")[0])];
        if (file === undefined) return null;
        const target = new URL(file);
        // https://peps.python.org/pep-0658/: a wheel's own description stands beside it.
        if (path.endsWith(".metadata")) target.pathname += ".metadata";
        return { target, accept: "*/*", rewrite: null };
      }
      const page = below(base, path);
      if (page === null) return null;
      return {
        target: page,
        accept: "application/vnd.pypi.simple.v1+html, text/html;q=0.9",
        rewrite: (text) =>
          text.replace(link, (_, double?: string, single?: string) => {
            const address = (double ?? single ?? "").replaceAll("&amp;", "&");
            return `href="${throughDoor(page, address)}"`;
          }),
      };
    },
    ask: () => null,
  };
}
