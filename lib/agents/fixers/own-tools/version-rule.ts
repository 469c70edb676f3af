import { satisfies as satisfiesPython, validRange as validPython } from "@renovatebot/pep440";
import { coerce, major, satisfies as satisfiesNpm, valid, validRange as validNpm } from "semver";
import { assertNever } from "@/lib/assert";

/** Versions that a repository asks for. */
export interface VersionRule {
  /** By whose rules `range` is read: npm's (https://semver.npmjs.com), PEP 440's, or the name of a Rust channel. */
  scheme: "npm" | "pypi" | "channel";
  range: string;
  /** As the repository wrote it. */
  text: string;
}

/** What these answer is null where the text asks for no version: `*`, `latest`, `workspace:*`, an address. */
export function npmRule(text: string): VersionRule | null {
  const range = validNpm(text, { includePrerelease: true });
  return range === null || range === "*" ? null : { scheme: "npm", range, text };
}

export function exactRule(version: string): VersionRule | null {
  const plain = version.replace(/^[v=]+/, "");
  return /^\d[\w.+-]*$/.test(plain) ? { scheme: "pypi", range: `==${plain}`, text: plain } : null;
}

/** PEP 440, else what Poetry and PDM write beside it (`^1.2`, `1.*`), which is as npm reads it. */
export function pythonRule(text: string): VersionRule | null {
  const range = text.trim();
  if (range === "" || range === "*") return null;
  return validPython(range) ? { scheme: "pypi", range, text } : npmRule(range);
}

/** `~>` of Ruby, Terraform and Elixir is what Python calls a compatible release. */
export function gemRule(text: string): VersionRule | null {
  const terms = text.split(",").map((term) => {
    const [, operator = "", version = ""] = /^([~<>=!]*)\s*([\w.-]+)$/.exec(term.trim()) ?? [];
    if (operator === "~>") return `~=${version.includes(".") ? version : `${version}.0`}`;
    return operator === "" || operator === "=" ? `==${version}` : `${operator}${version}`;
  });
  const range = terms.join(",");
  return validPython(range) ? { scheme: "pypi", range, text } : null;
}

/** https://getcomposer.org/doc/articles/versions.md: `~1.2` goes on to 2, where npm's ends at 1.3. */
export function composerRule(text: string): VersionRule | null {
  const range = text
    .replace(/@\w{1,20}/g, "")
    .replace(/\|{1,2}/g, "||")
    .replaceAll(",", " ")
    .replace(
      /~(\d{1,9})\.(\d{1,9})(?![\d.])/g,
      (_, major, minor) => `>=${major}.${minor} <${Number(major) + 1}`,
    );
  const rule = npmRule(range);
  return rule === null ? null : { ...rule, text };
}

/** https://rust-lang.github.io/rustup/concepts/toolchains.html */
export function channelRule(text: string): VersionRule | null {
  if (text.startsWith("stable")) return null;
  return npmRule(text) ?? { scheme: "channel", range: text, text };
}

/** Of one version all of its major; other rules as they are. */
export function wholeMajor(rule: VersionRule): VersionRule {
  const exact = valid(rule.text);
  return exact === null ? rule : { ...rule, scheme: "npm", range: `${major(exact)}.x` };
}

/** Whether what a program says of its version is one that is asked for. False too where it says none. */
export function satisfies(said: string, { scheme, range }: VersionRule): boolean {
  const version = versionIn(said);
  if (version === null) return false;
  switch (scheme) {
    case "npm": {
      const plain = coerce(version, { includePrerelease: true });
      return plain !== null && satisfiesNpm(plain, range, { includePrerelease: true });
    }
    case "pypi":
      return satisfiesPython(version, range, { prereleases: true });
    case "channel":
      // A nightly of one day is not recognised: the compiler prints its commit's day, which is another.
      return said.includes(`-${range}`);
    default:
      return assertNever(scheme, "scheme of versions");
  }
}

/** The first version in what a program prints about itself. */
export function versionIn(said: string): string | null {
  return /\d{1,9}(?:\.\d{1,9}){1,4}(?:-[\w.]{1,40}|(?:a|b|rc)\d{1,9})?/.exec(said)?.[0] ?? null;
}
