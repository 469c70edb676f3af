import { describe, expect, it } from "vitest";
import { judgeLockFileChange } from "@/lib/package-managers/judge-lock-file-change";
import type { LockedPackage } from "@/lib/package-managers/locked-package";

const usual = "https://packages.example.com/";

function locked(name: string, version: string, over: Partial<LockedPackage> = {}): LockedPackage {
  const hash = `sha512-${name}${version}`;
  const address = `${usual}${name}/-/${name}-${version}.tgz`;
  return { name, version, hash, sealed: true, address, fromRegistry: true, ...over };
}

const sum = locked("sum", "1.0.0");

describe("a changed lock file", () => {
  it("is sound where what is new comes from the same registry with its hash, and tells what changed", () => {
    const before = [sum, locked("old", "3.0.0"), locked("till", "2.0.0")];
    const after = [sum, locked("till", "2.1.0"), locked("new", "1.0.0"), locked("@acme/other", "4.0.0")];
    expect(judgeLockFileChange(before, after)).toEqual({
      kind: "sound",
      words: "added new 1.0.0, @acme/other 4.0.0; changed till 2.0.0 to 2.1.0; removed old 3.0.0",
    });
  });

  it("names five packages at most, and how many more there are", () => {
    const after = Array.from({ length: 8 }, (_, at) => locked(`p${at}`, "1.0.0"));
    expect(judgeLockFileChange([locked("p0", "1.0.0")], after)).toMatchObject({
      words: "added p1 1.0.0, p2 1.0.0, p3 1.0.0, p4 1.0.0, p5 1.0.0 and 2 more",
    });
  });

  it("keeps what was there before, wherever it came from, and says nothing of it", () => {
    const git = locked("fork", "1.0.0", {
      hash: null,
      sealed: false,
      fromRegistry: false,
      address: "git+ssh://git@example.com/fork.git#1",
    });
    expect(judgeLockFileChange([git, sum], [git, sum])).toEqual({ kind: "sound", words: null });
  });

  it("may leave the address to the settings, and take a stronger hash of the same version", () => {
    const weak = locked("sum", "1.0.0", { hash: "sha1-abc" });
    expect(judgeLockFileChange([weak], [sum, locked("till", "2.0.0", { address: null })]).kind).toBe("sound");
    expect(judgeLockFileChange([weak], [{ ...weak, hash: "sha1-other" }]).kind).toBe("refused");
  });

  it.each<[string, LockedPackage, string]>([
    ["from git", locked("evil", "1.0.0", { fromRegistry: false }), "from elsewhere than a registry"],
    ["without a hash", locked("evil", "1.0.0", { hash: null, sealed: false }), "no hash of its content"],
    [
      "from another registry",
      locked("evil", "1.0.0", { address: "https://elsewhere.example/evil/-/evil-1.0.0.tgz" }),
      "from another place than the packages before",
    ],
    ["with other content of the same version", { ...sum, hash: "sha512-other" }, "other content than before"],
    ["with the hash of a version taken away", { ...sum, hash: null }, "other content than before"],
    ["with a weaker hash", { ...sum, hash: "sha1-other" }, "other content than before"],
    [
      "whose version from a registry comes from git now",
      { ...sum, address: "git+https://elsewhere.example/sum.git", fromRegistry: false },
      "from elsewhere than a registry",
    ],
    [
      "that moves a version to another registry",
      { ...sum, address: "https://elsewhere.example/sum/-/sum-1.0.0.tgz" },
      "from another place than the packages before",
    ],
  ])("is refused with a package %s", (_, one, reason) => {
    const verdict = judgeLockFileChange([sum], [sum, one]);
    expect(verdict).toEqual({ kind: "refused", reason: expect.stringContaining(reason) });
    expect(verdict).toMatchObject({ reason: expect.stringContaining(`${one.name} ${one.version}`) });
  });

  it("may come from any registry where there was none that could be read, and from nowhere else", () => {
    expect(judgeLockFileChange(null, [sum]).kind).toBe("sound");
    expect(judgeLockFileChange(null, [{ ...sum, fromRegistry: false }]).kind).toBe("refused");
    expect(judgeLockFileChange(null, [{ ...sum, sealed: false, hash: null }]).kind).toBe("refused");
  });

  it("is refused with an address where the lock file before named none", () => {
    expect(judgeLockFileChange([{ ...sum, address: null }], [sum]).kind).toBe("refused");
    expect(judgeLockFileChange([], [sum]).kind).toBe("refused");
  });
});
