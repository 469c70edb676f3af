import { z } from "zod";

/** What is known of where commands ran: a word for the system, and versions by tool. */
export interface KnownEnvironment {
  os: string | null;
  versions: Readonly<Record<string, string>>;
}

/** What the sandbox has as CI had it, and what it has not, in words. */
export const ComparedEnvironment = z.object({ same: z.array(z.string()), different: z.array(z.string()) });
export type ComparedEnvironment = z.infer<typeof ComparedEnvironment>;

const systems: readonly [string, readonly string[]][] = [
  ["Windows", ["windows", "win32"]],
  ["macOS", ["macos", "mac os", "darwin"]],
  ["Linux", ["linux", "ubuntu", "debian", "centos", "fedora", "alpine"]],
];

function systemOf(os: string | null): string | null {
  const said = (os ?? "").toLowerCase();
  return systems.find(([, words]) => words.some((word) => said.includes(word)))?.[0] ?? null;
}

/** As exact as the less exact of the two: `20` and `20.20.2` are the same. */
function isSameVersion(one: string, other: string): boolean {
  const [left, right] = [one, other].map((version) => version.split("."));
  const parts = Math.min(left?.length ?? 0, right?.length ?? 0);
  return left?.slice(0, parts).join(".") === right?.slice(0, parts).join(".");
}

/** Compares what both sides are known for; only tools that were looked for here (`tools`) and that CI named. */
export function compareEnvironments(
  ci: KnownEnvironment,
  here: KnownEnvironment,
  tools: readonly string[],
): ComparedEnvironment {
  const compared: ComparedEnvironment = { same: [], different: [] };
  const [there, system] = [systemOf(ci.os), systemOf(here.os)];
  if (there !== null && there === system) compared.same.push(there);
  else if (there !== null && system !== null) compared.different.push(`${there} in CI, ${system} here`);
  for (const tool of tools) {
    const wanted = numberOf(ci.versions[tool]);
    if (wanted === null) continue;
    const found = numberOf(here.versions[tool]);
    if (found !== null && isSameVersion(wanted, found)) compared.same.push(`${tool} ${found}`);
    else compared.different.push(`${tool} ${wanted} in CI, ${found ?? "none"} here`);
  }
  return compared;
}

/** `3.1.2` of `ruby 3.1.2p20`; null where there is no number. */
export function numberOf(version: string | undefined): string | null {
  let number = "";
  for (const character of (version ?? "").slice(0, 200)) {
    const isPart = character >= "0" && character <= "9";
    if (isPart || (character === "." && number !== "")) number += character;
    else if (number !== "") break;
  }
  if (number === "") return null;
  return number.endsWith(".") ? number.slice(0, -1) : number;
}

/** One or two sentences for people. */
export function comparedWords({ same, different }: ComparedEnvironment): string {
  if (same.length + different.length === 0)
    return "CI's log does not say on what it ran, so that nothing could be compared.";
  const parts: string[] = [];
  if (same.length > 0) parts.push(`As in CI: ${same.join(", ")}.`);
  if (different.length > 0) parts.push(`Not as in CI: ${different.join("; ")}.`);
  return parts.join(" ");
}
