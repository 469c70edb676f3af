import { below, type RegistryProtocol } from "./registry-protocol";

/** Where a registry tells known weaknesses; older clients ask the later ones. https://docs.npmjs.com/cli/commands/npm-audit */
const advisories = new Set([
  "/-/npm/v1/security/advisories/bulk",
  "/-/npm/v1/security/audits/quick",
  "/-/npm/v1/security/audits",
]);

/** https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md#abbreviated-metadata-format */
const abbreviated = "application/vnd.npm.install-v1+json, application/json;q=0.9, */*;q=0.5";
const whole = "application/json";

export function npmProtocol(base: URL, doorUrl: string): RegistryProtocol {
  return {
    read(path, accepted) {
      const target = below(base, path);
      if (target === null) return null;
      if (path.includes("/-/")) return { target, accept: "*/*", rewrite: null };
      // Only the whole description says when a version was published, which managers ask for that wait with young ones.
      const accept = accepted.includes("application/vnd.npm.install-v1+json") ? abbreviated : whole;
      return { target, accept, rewrite: (text) => text.replaceAll(base.href, doorUrl) };
    },
    ask(path) {
      const target = advisories.has(path) ? below(base, path) : null;
      return target === null ? null : { target, accept: "application/json", rewrite: null };
    },
  };
}
