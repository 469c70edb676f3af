import type { LockedPackage } from "./locked-package";
import { splitAddress } from "./registry-addresses";

/** The packages that a lock file of Yarn 1 names: https://classic.yarnpkg.com/en/docs/yarn-lock */
export function readClassicLock(text: string): LockedPackage[] {
  return text
    .replaceAll("\r\n", "\n")
    .split("\n\n")
    .map((entry) => entry.split("\n").filter((line) => line !== "" && !line.startsWith("#")))
    .filter((lines) => lines.length > 0)
    .map(packageOf);
}

function packageOf([first = "", ...lines]: readonly string[]): LockedPackage {
  const valueBehind = (key: string) =>
    lines
      .find((line) => line.startsWith(`  ${key} `))
      ?.slice(key.length + 3)
      .replaceAll('"', "") ?? null;
  const asked = first.replace(/^"/, "");
  const hash = valueBehind("integrity");
  const address = valueBehind("resolved");
  return {
    name: asked.slice(0, Math.max(0, asked.indexOf("@", 1))),
    version: valueBehind("version") ?? "",
    hash,
    sealed: hash !== null,
    address,
    fromRegistry: address === null || splitAddress(address) !== null,
  };
}
