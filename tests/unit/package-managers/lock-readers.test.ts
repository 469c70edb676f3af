import { describe, expect, it } from "vitest";
import type { LockedPackage } from "@/lib/package-managers/locked-package";
import { npmPackages, readNpmLock, writesAddresses } from "@/lib/package-managers/npm-lock";
import { readPnpmLock } from "@/lib/package-managers/pnpm-lock";
import { readBerryLock } from "@/lib/package-managers/yarn-berry-lock";
import { readClassicLock } from "@/lib/package-managers/yarn-classic-lock";

const usual = "https://packages.example.com";
const fields = ({ name, version, sealed, fromRegistry }: LockedPackage) =>
  `${name} ${version}${sealed ? "" : ", no hash"}${fromRegistry ? "" : ", elsewhere"}`;

describe("a package-lock.json", () => {
  const text = JSON.stringify({
    lockfileVersion: 3,
    packages: {
      "": { name: "shop" },
      "packages/till": { name: "till", version: "1.0.0" },
      "node_modules/till": { resolved: "packages/till", link: true },
      "node_modules/sum": {
        version: "1.0.0",
        resolved: `${usual}/sum/-/sum-1.0.0.tgz`,
        integrity: "sha512-a",
      },
      "node_modules/sum/node_modules/@acme/twice": { version: "2.0.0", integrity: "sha512-b" },
      "node_modules/alias": { name: "real", version: "3.0.0", integrity: "sha512-c" },
      "node_modules/inner": { version: "1.0.0", inBundle: true },
      "node_modules/fork": { version: "1.0.0", resolved: "git+ssh://git@example.com/fork.git#1" },
      "node_modules/archive": { version: "1.0.0", resolved: `${usual}/archive.tgz`, integrity: "sha512-d" },
    },
  });

  it("is read with each package under its own name, and says which have no hash or come from elsewhere", () => {
    expect(npmPackages(text)?.map(fields)).toEqual([
      "sum 1.0.0",
      "@acme/twice 2.0.0",
      "real 3.0.0",
      "inner 1.0.0",
      "fork 1.0.0, no hash, elsewhere",
      "archive 1.0.0, elsewhere",
    ]);
    expect(readNpmLock(text)).toEqual({
      kind: "refused",
      reason: "The lock file has a package without an integrity hash.",
    });
    expect(writesAddresses(text)).toBe(true);
  });

  it.each(["<<<<<<< HEAD\n{}", "[]", '{"packages": 1}', '{"lockfileVersion": 1, "dependencies": {}}'])(
    "is not read out of another text: %s",
    (other) => {
      expect(npmPackages(other)).toBeNull();
      expect(writesAddresses(other)).toBe(false);
    },
  );
});

describe("a pnpm-lock.yaml", () => {
  it.each([
    ["'9.0'", "sum@1.0.0", "'@acme/twice@2.0.0'"],
    ["'6.0'", "/sum@1.0.0", "/@acme/twice@2.0.0(sum@1.0.0)"],
    ["5.4", "/sum/1.0.0", "/@acme/twice/2.0.0"],
  ])("of form %s is read without a parser of YAML", (form, sum, twice) => {
    const lock = readPnpmLock(`lockfileVersion: ${form}

importers:

  .:
    dependencies:
      sum:
        specifier: ^1.0.0
        version: 1.0.0

  packages/till: {}

packages:

  ${sum}:
    resolution: {integrity: sha512-a==}
    engines: {node: '>=18'}

  ${twice}:
    resolution: {integrity: sha512-b==, tarball: ${usual}/twice.tgz}
    dev: true

snapshots:

  other@9.9.9: {}
`);
    expect(lock?.folders).toEqual([".", "packages/till"]);
    expect(lock?.packages.map(fields)).toEqual(["sum 1.0.0", "@acme/twice 2.0.0, elsewhere"]);
    expect(lock?.packages[0]).toMatchObject({ hash: "sha512-a==", address: null });
  });

  it("says which packages have no hash or come from elsewhere", () => {
    const lock = readPnpmLock(`lockfileVersion: '9.0'
packages:
  fork@https://codeload.example.com/fork/tar.gz/abc:
    resolution: {tarball: https://codeload.example.com/fork/tar.gz/abc}
    version: 1.0.0
  sum@1.0.0:
    resolution: {directory: sum, type: directory}
  twice@2.0.0: {}
`);
    expect(lock?.folders).toEqual(["."]);
    expect(lock?.packages.map(fields)).toEqual([
      "fork https://codeload.example.com/fork/tar.gz/abc, no hash, elsewhere",
      "sum 1.0.0, no hash",
      "twice 2.0.0, no hash",
    ]);
  });

  it.each(["packages: [sum]\n", "packages:\n  sum: &anchor\n", "importers: {}\npackages:\n  ? sum\n"])(
    "of another form is not guessed at: %s",
    (text) => {
      expect(readPnpmLock(text)).toBeNull();
    },
  );
});

describe("a yarn.lock", () => {
  it("of Yarn 1 is read entry by entry", () => {
    const packages = readClassicLock(`# yarn lockfile v1


"@acme/twice@^2.0.0", "@acme/twice@^2.0.1":
  version "2.0.1"
  resolved "${usual}/@acme/twice/-/twice-2.0.1.tgz#abc"
  integrity sha512-b==
  dependencies:
    sum "^1.0.0"

fork@git+https://example.com/fork.git:
  version "1.0.0"
  resolved "git+https://example.com/fork.git#1"

sum@^1.0.0:
  version "1.0.0"
  integrity sha512-a==
`);
    expect(packages.map(fields)).toEqual([
      "@acme/twice 2.0.1",
      "fork 1.0.0, no hash, elsewhere",
      "sum 1.0.0",
    ]);
  });

  it("of later ones is read without a parser of YAML", () => {
    const { packages, folders } = readBerryLock(`__metadata:
  version: 8
  cacheKey: 10c0

"@acme/twice@npm:^2.0.0":
  version: 2.0.0
  resolution: "@acme/twice@npm:2.0.0"
  checksum: 10c0/b
  languageName: node

"fork@https://example.com/fork.git":
  version: 1.0.0
  resolution: "fork@https://example.com/fork.git#commit=1"
  checksum: 10c0/c

"gen@exec:./gen.js::locator=shop%40workspace%3A.":
  version: 0.0.0
  resolution: "gen@exec:./gen.js#./gen.js::hash=1&locator=shop%40workspace%3A."
  checksum: 10c0/d

"odd@npm:1.0.0":
  version: 1.0.0
  resolution: "odd@npm:1.0.0::__archiveUrl=https%3A%2F%2Felsewhere.example%2Fodd.tgz"
  checksum: 10c0/e

"other-system@npm:1.0.0":
  version: 1.0.0
  resolution: "other-system@npm:1.0.0"
  conditions: os=darwin

"shop@workspace:.":
  version: 0.0.0-use.local
  resolution: "shop@workspace:."

"typescript@patch:typescript@npm%3A^5.0.0#optional!builtin<compat/typescript>":
  version: 5.0.0
  resolution: "typescript@patch:typescript@npm%3A5.0.0#optional!builtin<compat/typescript>::version=5.0.0&hash=1"
  checksum: 10c0/f
`);
    expect(folders).toEqual(["."]);
    expect(packages.map(fields)).toEqual([
      "@acme/twice 2.0.0",
      "fork https://example.com/fork.git#commit=1, elsewhere",
      "gen exec:./gen.js#./gen.js::hash=1&locator=shop%40workspace%3A., elsewhere",
      "odd 1.0.0::__archiveUrl=https%3A%2F%2Felsewhere.example%2Fodd.tgz, elsewhere",
      "other-system 1.0.0",
      "typescript patch:typescript@npm%3A5.0.0#optional!builtin<compat/typescript>::version=5.0.0&hash=1",
    ]);
  });
});
