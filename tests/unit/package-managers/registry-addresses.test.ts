import { describe, expect, it } from "vitest";
import {
  namesAddress,
  splitAddress,
  withAddressesOf,
  withRegistry,
} from "@/lib/package-managers/registry-addresses";

const door = "http://127.0.0.1:4000/";
const resolved = (address: string) => `      "resolved": "${address}",\n`;
const before = [
  resolved("https://packages.example.com/sum/-/sum-1.0.0.tgz"),
  resolved("https://packages.example.com/till/-/till-2.0.0.tgz"),
  resolved("https://mirror.example.com/npm/odd/-/odd-1.0.0.tgz"),
  resolved("https://private.example.com/@acme/twice/-/twice-1.0.0.tgz"),
].join("");

describe("addresses of a lock file", () => {
  it("are never those of the registry that was asked: each package stays where it was, a new one goes where its like are", () => {
    const now = [
      "odd/-/odd-1.0.0.tgz",
      "new/-/new-1.0.0.tgz",
      "@acme/new/-/new-1.0.0.tgz",
      "@other/new/-/new-1.0.0.tgz",
    ];
    expect(withAddressesOf(now.map((tail) => resolved(`${door}${tail}`)).join(""), before)).toBe(
      [
        resolved("https://mirror.example.com/npm/odd/-/odd-1.0.0.tgz"),
        resolved("https://packages.example.com/new/-/new-1.0.0.tgz"),
        resolved("https://private.example.com/@acme/new/-/new-1.0.0.tgz"),
        resolved("https://packages.example.com/@other/new/-/new-1.0.0.tgz"),
      ].join(""),
    );
  });

  it("are left out where the lock file before had none", () => {
    const text = `{\n${resolved(`${door}sum/-/sum-1.0.0.tgz`)}      "integrity": "sha512-a"\n}`;
    expect(withAddressesOf(text, "{}")).toBe('{\n      "integrity": "sha512-a"\n}');
  });

  it("of Yarn 1 are read too, and kept with their hash", () => {
    const line = '  resolved "https://packages.example.com/sum/-/sum-1.0.0.tgz#abc"\n';
    expect(withRegistry(line, door)).toBe(`  resolved "${door}sum/-/sum-1.0.0.tgz#abc"\n`);
    expect(withAddressesOf(withRegistry(line, door), line)).toBe(line);
  });

  it.each([
    [
      "https://packages.example.com/npm/@acme/twice/-/twice-1.0.0.tgz",
      "https://packages.example.com/npm/",
      "@acme/twice/-/twice-1.0.0.tgz",
    ],
    [
      "https://elsewhere.example/a/../../sum/-/sum-1.0.0.tgz",
      "https://elsewhere.example/a/../../",
      "sum/-/sum-1.0.0.tgz",
    ],
  ])("fall into registry and rest: %s", (address, base, tail) => {
    expect(splitAddress(address)).toEqual({ base, tail });
  });

  it.each([
    "git+ssh://git@example.com/sum.git#1",
    "https://example.com/sum.tgz",
    "file:../sum",
    "https://-/x",
  ])("in no registry are none: %s", (address) => {
    expect(splitAddress(address)).toBeNull();
  });

  it("are recognised plain and inside of another", () => {
    expect(namesAddress("x http://127.0.0.1:4000/y", door)).toBe(true);
    expect(namesAddress(`::__archiveUrl=${encodeURIComponent(door)}`, door)).toBe(true);
    expect(namesAddress("127.0.0.1:4001", door)).toBe(false);
  });
});
