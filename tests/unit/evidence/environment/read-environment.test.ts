import { describe, expect, it } from "vitest";
import { readEnvironment } from "@/lib/evidence/environment/read-environment";

const bytes = (...lines: string[]) => new TextEncoder().encode(lines.join("\n"));
const at = "2026-03-01T10:00:00.0000000Z ";

describe("the environment of a job", () => {
  it("is read from the set-up steps of GitHub Actions", () => {
    const log = bytes(
      `${at}Current runner version: '2.333.0'`,
      `${at}##[group]Operating System`,
      `${at}Ubuntu`,
      `${at}24.04.1`,
      `${at}LTS`,
      `${at}##[endgroup]`,
      `${at}##[group]Environment details`,
      `${at}node: v20.20.2`,
      `${at}npm: 10.8.2`,
      `${at}##[endgroup]`,
      `${at}Successfully set up CPython (3.12.7)`,
      `${at}go version go1.23.4 linux/amd64`,
    );
    expect(readEnvironment(log)).toEqual({
      os: "Ubuntu 24.04.1 LTS",
      versions: { runner: "2.333.0", node: "20.20.2", npm: "10.8.2", python: "3.12.7", go: "1.23.4" },
    });
  });

  it.each([
    ['openjdk version "17.0.13" 2024-10-15', { java: "17.0.13" }],
    ["Apache Maven 3.9.9 (8e8579a9e76f7d015ee5ec7bfcdc97d260186937)", { maven: "3.9.9" }],
    ["Welcome to Gradle 8.11.1!", { gradle: "8.11.1" }],
    ["rustc 1.83.0 (90b35a623 2024-11-26)", { rust: "1.83.0" }],
    ["ruby 3.3.6 (2024-11-05 revision 75015d4c1f) [x86_64-linux]", { ruby: "3.3.6" }],
    ["Runtime:       PHP 8.3.14", { php: "8.3.14" }],
    ["platform linux -- Python 3.12.7, pytest-8.3.4, pluggy-1.5.0", { python: "3.12.7", pytest: "8.3.4" }],
    ["-- The CXX compiler identification is GNU 13.3.0", { gcc: "13.3.0" }],
    ["\u001b[36m RUN \u001b[39m v3.1.0 /home/runner/work/a/a", { vitest: "3.1.0" }],
    ["Node.js v20.20.2", { node: "20.20.2" }],
  ])("knows %s", (line, versions) => {
    expect(readEnvironment(bytes(line)).versions).toEqual(versions);
  });

  it("takes what Java writes into its reports", () => {
    const report = bytes(
      '<testsuite name="a"><properties><property name="java.version" value="21.0.5"/>',
      '<property name="os.name" value="Linux"/><property name="os.version" value="6.8"/></properties></testsuite>',
    );
    expect(readEnvironment(null, [report])).toEqual({ os: "Linux 6.8", versions: { java: "21.0.5" } });
  });

  it("is not changed by what stands in the middle of a long log, nor by a second mention", () => {
    const noise = "x".repeat(99);
    const middle = Array.from({ length: 20_000 }, (_, index) => (index === 10_000 ? "ruby 1.0.0" : noise));
    expect(readEnvironment(bytes("node: v20.1.0", "node: v18.0.0", ...middle)).versions).toEqual({
      node: "20.1.0",
    });
  });
});
