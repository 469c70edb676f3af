import { expect, it } from "vitest";
import { readLog } from "@/lib/evidence/read-log";

function framesIn(lines: readonly string[]) {
  const { findings } = readLog(Buffer.from(lines.join("\n")));
  return findings.failures.flatMap(({ family, startLine, endLine }) =>
    family === "framed" ? [[startLine, endLine]] : [],
  );
}

const told: readonly (readonly [string, readonly string[]])[] = [
  [
    "a sanitizer's report up to its summary",
    [
      "==41==ERROR: AddressSanitizer: heap-use-after-free on address 0x6020 at pc 0x55d1",
      "READ of size 4 at 0x6020 thread T0",
      "    #0 0x55d1 in total basket.c:2",
      "",
      "SUMMARY: AddressSanitizer: heap-use-after-free basket.c:2 in total",
    ],
  ],
  [
    "Go's race report",
    ["WARNING: DATA RACE", "Write at 0x00c4 by goroutine 9:", "  shop.(*Basket).add()", "=================="],
  ],
  ["what TeX found, with the line of the source", ["! Undefined control sequence.", "l.42 \\includesvg"]],
  [
    "what Julia's tests came to",
    [
      "ERROR: LoadError: Some tests did not pass",
      "in expression starting at runtests.jl:9",
      "ERROR: Package Shop errored during testing",
    ],
  ],
  [
    "the last lines of R's tests",
    [
      "Running the tests in ‘tests/testthat.R’ failed.",
      "Last 13 lines of output:",
      "  Error: Test failures",
      "  Execution halted",
    ],
  ],
  ["a rake task's own words", ["rake aborted!", "de.yml misses 3 keys", "Tasks: TOP => default => check"]],
  [
    "the error that ended an R script",
    ["Error in eval(data) : object 'y' not found", "Calls: lm ... eval", "Execution halted"],
  ],
  ["heap exhaustion", ["<--- Last few GCs --->", "FATAL ERROR: heap limit", "Aborted (core dumped)"]],
];
for (const [what, lines] of told) {
  it(`tells ${what} as one`, () => {
    expect(framesIn(["building", ...lines, "done", "done"])).toEqual([[2, lines.length + 1]]);
  });
}

it("tells of the R script's last error, not of one that it survived", () => {
  const log = ["Error: no cache", "Error in total(basket) : no price", "Execution halted"];
  expect(framesIn(log)).toEqual([[2, 3]]);
});

const before: readonly (readonly [string, readonly string[]])[] = [
  [
    "what Symfony's console puts into a box ends where text begins again",
    [
      "In Factory.php line 320:",
      "   ",
      '  "./composer.json" does not match   ',
      "   ",
      "validate [--strict]",
    ],
  ],
  [
    "memory errors end at their blank line",
    ["==41== Invalid write of size 1", "==41==    at 0x1091: main (a.c:2)", "==41== "],
  ],
  [
    "a failed package ends with its output",
    ["#=== ERROR while compiling shop.1.0 ===#", "# exit-code   1", "# Error: no price", ""],
  ],
  [
    "proposed changes end with the count of files",
    ["   1) src/Basket.php (ordered_imports)", "--- Original", "-use B;", "Checked all files in 4 seconds"],
  ],
];
for (const [what, lines] of before) {
  it(what, () => {
    expect(framesIn(["building", ...lines, "done"])).toEqual([[2, lines.length]]);
  });
}

it("says nothing of lines that only look alike", () => {
  const alike = [
    "AddressSanitizer: enabled",
    "! Installing App::Shop failed.",
    "Running the tests in parallel",
    "Error: nothing halted",
    "  test, one two",
  ];
  expect(framesIn(alike)).toEqual([]);
});

it("gives out a report that nothing ends, up to its limit", () => {
  const report = ["WARNING: DATA RACE", ...Array.from({ length: 300 }, (_, i) => `  frame ${i}`)];
  expect(framesIn(report)).toEqual([[1, 80]]);
});
