import { describe, expect, it } from "vitest";
import { gateOf } from "@/tests/support/patch/trees";

const usual = "https://packages.example.com";

function npmLock(packages: Record<string, object>): string {
  return `${JSON.stringify({ lockfileVersion: 3, packages: { "": { name: "shop" }, ...packages } }, null, 2)}\n`;
}

const sum = { version: "1.0.0", resolved: `${usual}/sum/-/sum-1.0.0.tgz`, integrity: "sha512-AAAA" };
const before = npmLock({ "node_modules/sum": sum });
const withTill = (till: object) => npmLock({ "node_modules/sum": sum, "node_modules/till": till });
const till = { version: "2.0.0", resolved: `${usual}/till/-/till-2.0.0.tgz`, integrity: "sha512-BBBB" };

async function reasonsFor(
  path: string,
  old: string,
  now: string,
  category: "dependency" | "security" = "dependency",
) {
  const { verdict, findings } = await gateOf({ [path]: old }, { [path]: now }, { category });
  const reasons = findings.filter(({ rule }) => rule === "lock-files").map(({ reason }) => reason);
  expect(verdict).toBe(reasons.length === 0 ? "allowed" : "blocked");
  return reasons;
}

describe("a lock file that a patch changes", () => {
  it.each(["dependency", "security"] as const)(
    "passes where the failure is of %s and each package is as it should be",
    async (category) => {
      expect(await reasonsFor("package-lock.json", before, withTill(till), category)).toEqual([]);
    },
  );

  it("does not pass for any other failure", async () => {
    const change = [{ "package-lock.json": before }, { "package-lock.json": withTill(till) }] as const;
    expect((await gateOf(...change, { category: "build" })).verdict).toBe("blocked");
  });

  it.each<[string, object, string]>([
    [
      "from another registry",
      { ...till, resolved: "https://elsewhere.example/till/-/till-2.0.0.tgz" },
      "from another place",
    ],
    [
      "from git",
      { version: "2.0.0", resolved: "git+ssh://git@elsewhere.example/till.git#1" },
      "from elsewhere than a registry",
    ],
    ["from an archive", { ...till, resolved: `${usual}/till.tgz` }, "from elsewhere than a registry"],
    ["without a hash", { ...till, integrity: undefined }, "no hash"],
  ])("is held back with a package %s", async (_, poisoned, reason) => {
    expect(await reasonsFor("packages/web/package-lock.json", before, withTill(poisoned))).toEqual([
      expect.stringContaining(reason),
    ]);
  });

  it("is held back where a version that was there has other content", async () => {
    const now = npmLock({ "node_modules/sum": { ...sum, integrity: "sha512-CCCC" } });
    expect(await reasonsFor("package-lock.json", before, now)).toEqual([
      "sum 1.0.0 would have other content than before.",
    ]);
  });

  it("is held back where it cannot be read any more, in whatever letters its name is written", async () => {
    const old = { "Package-Lock.json": before };
    const { verdict, findings } = await gateOf(old, { "Package-Lock.json": "{" }, { category: "dependency" });
    expect(verdict).toBe("blocked");
    expect(findings).toContainEqual(expect.objectContaining({ rule: "lock-files" }));
  });

  it("may be mended where it could not be read before, from a registry alone", async () => {
    const conflict = `<<<<<<< HEAD\n${before}=======\n${before}>>>>>>> main\n`;
    expect(await reasonsFor("package-lock.json", conflict, withTill(till))).toEqual([]);
    expect(
      await reasonsFor("package-lock.json", conflict, withTill({ ...till, integrity: undefined })),
    ).toHaveLength(1);
  });

  it.each([
    [
      "pnpm-lock.yaml",
      "lockfileVersion: '9.0'\npackages:\n",
      "  fork@https://elsewhere.example/fork.tgz:\n    resolution: {tarball: https://elsewhere.example/fork.tgz}\n",
    ],
    [
      "yarn.lock",
      "__metadata:\n  version: 8\n",
      '\n"fork@https://elsewhere.example/fork.git":\n  version: 1.0.0\n  resolution: "fork@https://elsewhere.example/fork.git#commit=1"\n  checksum: 10c0/a\n',
    ],
    [
      "yarn.lock",
      "# yarn lockfile v1\n",
      '\n\nfork@1.0.0:\n  version "1.0.0"\n  resolved "https://elsewhere.example/fork.tgz"\n  integrity sha512-AAAA\n',
    ],
  ])("is read as what it is: %s", async (path, old, added) => {
    expect(await reasonsFor(path, old, `${old}${added}`)).toEqual([
      expect.stringContaining("from elsewhere than a registry"),
    ]);
  });
});
