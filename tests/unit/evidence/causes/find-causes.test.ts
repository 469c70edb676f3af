import { expect, it } from "vitest";
import { findCauses } from "@/lib/evidence/causes/find-causes";

const ids = (line: string) => findCauses(line).map(({ id }) => id);

it.each([
  ["exit code 137", ["memory"]],
  ["exit code 124", ["time"]],
  ["The process '/usr/bin/git' failed with exit code 128", []],
  ["error: could not compile, exit code: 101", ["compile"]],
  ["curl: (22) The requested URL returned error: 503", ["network"]],
  ["curl: (22) The requested URL returned error: 404", []],
  ["gh: Resource not accessible by integration (HTTP 403)", ["permission"]],
  ["the server answered HTTP 200", []],
])("a code means what it says and no other does: %s", (line, expected) => {
  expect(ids(line)).toEqual(expected);
});

it("any count will do where a count is meant", () => {
  expect(ids("17 failing")).toEqual(["test"]);
});

it.each([
  ["==41==ERROR: AddressSanitizer: heap-use-after-free on address 0x6020", "sanitizer"],
  ["/bin/sh: helm: not found", "missing-tool"],
  ["fatal: Remote branch shop not found in upstream origin", "workflow"],
  ["! Installing the dependencies failed: Module 'DBI' is not installed", "dependency"],
])("%s", (line, id) => {
  expect(ids(line)).toContain(id);
});
