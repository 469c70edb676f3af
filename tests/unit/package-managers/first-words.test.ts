import { expect, it } from "vitest";
import { firstWords } from "@/lib/package-managers/first-words";

const say = (standardOutput: string, standardError = "") =>
  firstWords("it", { standardOutput, standardError });

it.each([
  [
    "Yarn",
    "➤ YN0087: Migrated your project\n➤ YN0000: · Yarn 4\n➤ YN0028: │ -  version: 8\n➤ YN0028: │ +  version: 10\n➤ YN0028: │ The lockfile would have been modified",
    "➤ YN0028: │ The lockfile would have been modified",
  ],
  ["npm", "up to date\nnpm error code EUSAGE\nnpm error", "npm error code EUSAGE"],
  [
    "pnpm",
    "Progress: resolved 1\n ERR_PNPM_OUTDATED_LOCKFILE  Cannot install",
    "ERR_PNPM_OUTDATED_LOCKFILE  Cannot install",
  ],
  [
    "npm's audit",
    "# npm audit report\n\nsum  <1.0.1\n\n1 high severity vulnerability",
    "1 high severity vulnerability",
  ],
  [
    "npm's audit of several",
    "# npm audit report\n\n3 vulnerabilities (1 low, 2 high)",
    "3 vulnerabilities (1 low, 2 high)",
  ],
  ["a program without a telling line", "\n  something\nelse", "something"],
  ["a silent program", "", "it failed without a word."],
])("%s says why it failed in one line", (_, said, words) => {
  expect(say(said)).toBe(words);
});

it("what stands on standard error comes first, cut to what a page shows", () => {
  expect(say("error one", `error ${"a".repeat(500)}`)).toBe(`error ${"a".repeat(294)}`);
});
