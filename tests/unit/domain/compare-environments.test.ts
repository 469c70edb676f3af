import { expect, it } from "vitest";
import { comparedWords, compareEnvironments, type KnownEnvironment } from "@/lib/domain/compare-environments";

const tools = ["node", "python", "ruby"];

it.each<{ name: string; ci: KnownEnvironment; here: KnownEnvironment; words: string }>([
  {
    name: "the same, as exactly as CI said it",
    ci: { os: "ubuntu-24.04", versions: { node: "20", ruby: "3.1.2p20" } },
    here: { os: "Linux", versions: { node: "20.20.2", ruby: "3.1.2" } },
    words: "As in CI: Linux, node 20.20.2, ruby 3.1.2.",
  },
  {
    name: "other versions and another system",
    ci: { os: "darwin", versions: { node: "18.19.1", python: "3.11.2" } },
    here: { os: "Linux", versions: { node: "20.20.2", python: "3.11.2" } },
    words:
      "As in CI: python 3.11.2. Not as in CI: macOS in CI, Linux here; node 18.19.1 in CI, 20.20.2 here.",
  },
  {
    name: "what is not there",
    ci: { os: null, versions: { python: "3.12.1" } },
    here: { os: "Linux", versions: {} },
    words: "Not as in CI: python 3.12.1 in CI, none here.",
  },
  {
    name: "that nothing is known",
    ci: { os: null, versions: { gradle: "8.5" } },
    here: { os: "Linux", versions: { node: "20.20.2" } },
    words: "CI's log does not say on what it ran, so that nothing could be compared.",
  },
])("what a proof ran on is told beside what CI ran on: $name", ({ ci, here, words }) => {
  expect(comparedWords(compareEnvironments(ci, here, tools))).toBe(words);
});
