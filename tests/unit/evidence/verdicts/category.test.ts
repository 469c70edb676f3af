import { describe, expect, it } from "vitest";
import { extractEvidence } from "@/lib/evidence/extract";

async function judge(...lines: string[]) {
  const { category, categoryReasons, intermittent } = await extractEvidence({
    log: Buffer.from(lines.join("\n")),
  });
  return { category, reason: categoryReasons[0], isIntermittent: intermittent.verdict };
}

describe("a job of which the provider says that it passed", () => {
  const trouble = [
    "cache.rb:63:in `fetch': undefined method `[]' for nil:NilClass (NoMethodError)",
    "Error: connect ECONNREFUSED 127.0.0.1:6379",
  ];

  it.each([
    ["Travis", "Done. Your build exited with 0."],
    ["GitLab", "Job succeeded"],
  ])("%s: has no category, whatever went wrong on the way", async (_, end) => {
    const found = await judge(...trouble, "", end);
    expect(found.category).toBe("unknown");
    expect(found.reason).toContain("the job passed");
    expect(found.isIntermittent).toBe(false);
  });

  it("keeps its category if a command failed all the same", async () => {
    const found = await judge(
      "$ mvn test",
      ...trouble,
      'The command "mvn test" exited with 1.',
      "Done. Your build exited with 0.",
    );
    expect(found.category).not.toBe("unknown");
  });
});

it.each([
  [
    "Maven",
    "[ERROR] Failed to execute goal on project shop: Could not resolve dependencies for project a:b:1",
  ],
  ["Gradle", "   > Could not resolve com.example:basket:1.0."],
])("what %s could not fetch is a matter of dependencies, not of the build", async (_, line) => {
  expect((await judge("BUILD", line, "", "BUILD FAILED")).category).toBe("dependency");
});

it("the words of the failing command say nothing about why it failed", async () => {
  const found = await judge(
    "$ ./wait-for.sh --timeout exit code 137 || oom",
    "./wait-for.sh: /usr/bin/expect: bad interpreter: No such file or directory",
    'The command "./wait-for.sh --timeout exit code 137 || oom" exited with 126.',
  );
  expect(found.category).toBe("configuration");
});

it.each([
  [
    "Psalm",
    "ERROR: UndefinedClass - src/Cart.php:12:9 - Class Basket does not exist (see https://psalm.dev/019)",
  ],
  ["Phan", "src/Cart.php:12 PhanUndeclaredMethod Call to undeclared method \\Cart::sum"],
  ["actionlint", '.github/workflows/ci.yml:9:5: unexpected key "run-on" for "job" section [syntax-check]'],
])("what %s finds is lint: the code was built, and a tool objects", async (_, line) => {
  expect((await judge("Running the checks", line)).category).toBe("lint");
});

it("a message that is said a hundred times does not outweigh what a linter found", async () => {
  const noise = Array.from({ length: 100 }, (_, i) => [
    `step ${i}`,
    "",
    "",
    "Error: expected value is missing",
    "",
    "",
  ]);
  const found = await judge(
    ...noise.flat(),
    "src/a.js:3:10: error: unused  [no-unused-vars]",
    "/work/src/basket.js",
    "  1:5  error  'a' is never used  no-unused-vars",
    "",
    "✖ 1 problem (1 error, 0 warnings)",
  );
  expect(found.category).toBe("lint");
});

it("findings of the very tool that the failing command is decide, whatever compilers said beside it", async () => {
  const found = await judge(
    "travis_time:start:0a1b\r\x1b[0K$ luacheck src",
    "basket.c:3:1: error: unknown type name 'price'",
    "Checking src/basket.lua                              1 warning",
    "",
    "    src/basket.lua:1:7: unused variable 'a'",
    "",
    "Total: 1 warning / 0 errors in 1 file",
    "travis_time:end:0a1b\r\x1b[0K",
    'The command "luacheck src" exited with 1.',
  );
  expect(found.category).toBe("lint");
});

it("a script that failed behind npm is no matter of dependencies", async () => {
  const found = await judge(
    "> shop@1.0.0 build",
    "> webpack",
    "npm ERR! code ELIFECYCLE",
    "npm ERR! errno 2",
    "npm ERR! shop@1.0.0 build: `webpack`",
  );
  expect(found.category).not.toBe("dependency");
});
