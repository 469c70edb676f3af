import { below, type RegistryProtocol } from "./registry-protocol";

/** https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md#abbreviated-metadata-format */
const abbreviated = "application/vnd.npm.install-v1+json, application/json;q=0.9, */*;q=0.5";

export function npmProtocol(base: URL, doorUrl: string): RegistryProtocol {
  return {
    read(path) {
      const target = below(base, path);
      if (target === null) return null;
      if (path.includes("/-/")) return { target, accept: "*/*", rewrite: null };
      return { target, accept: abbreviated, rewrite: (text) => text.replaceAll(base.href, doorUrl) };
    },
  };
}
