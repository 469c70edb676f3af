import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chooseSandbox } from "@/lib/sandbox";
import { installPackages } from "@/lib/sandbox/dependencies/install-packages";
import { withMounts } from "@/lib/sandbox/dependencies/with-mounts";
import { startPythonRegistry } from "../../support/registry/python-registry";
import { scratchTree } from "../../support/registry/scratch-tree";
import { startRegistry } from "../../support/registry/start-registry";

const walls = chooseSandbox({ wanted: "bubblewrap", toolPath: [], searchPath: process.env.PATH ?? "" });
const withPip = spawnSync("/usr/bin/python3", ["-m", "pip", "--version"]).status === 0;

let registry: Awaited<ReturnType<typeof startPythonRegistry>>;
let elsewhere: Awaited<ReturnType<typeof startRegistry>>;
beforeAll(async () => {
  registry = await startPythonRegistry(
    [
      {
        name: "tinycheck",
        version: "1.2.0",
        files: {
          "tinycheck/__init__.py":
            "import sys\ndef main():\n    import shop\n    print('checked', shop.total(1, 2))\n    sys.exit(0)\n",
        },
        requires: ["tinysum>=1"],
        programs: { tinycheck: "tinycheck:main" },
      },
      { name: "tinysum", version: "1.0.0", files: { "tinysum.py": "def add(a, b):\n    return a + b\n" } },
    ],
    ["builtfromsource"],
  );
  elsewhere = await startRegistry(() => (_, response) => response.writeHead(500).end());
});
afterAll(async () => {
  await registry.close();
  await elsewhere.close();
});

const scratch = scratchTree();
const { write } = scratch;
beforeEach(() => {
  registry.asked.length = 0;
});

function prepare(python: string | null = registry.url) {
  if (!walls.found) throw new Error(walls.reason);
  return installPackages({
    sandbox: walls.sandbox,
    treeDirectory: scratch.path("tree"),
    cacheDirectory: scratch.path("kept"),
    registries: { npm: null, python },
    signal: new AbortController().signal,
  });
}

/** What a repository's own program prints with what was installed. */
async function check(): Promise<string> {
  const installed = await prepare();
  if (installed.kind !== "ready") return installed.reason;
  if (!walls.found) throw new Error(walls.reason);
  write("src/shop.py", "import tinysum\ndef total(a, b):\n    return tinysum.add(a, b)\n");
  const { standardOutput, standardError } = await withMounts(walls.sandbox, installed.mounts).run({
    command: ["/bin/sh", "-c", "tinycheck && python -c 'import tinycheck, sys; print(sys.prefix[-5:])'"],
    treeDirectory: scratch.path("tree"),
    timeoutSeconds: 30,
  });
  return standardOutput + standardError;
}

const works = "checked 3\n.venv\n";

function wheelsOf(name: string, version: string): string {
  return `{ url = "https://files.example.com/${name}.whl", hash = "${registry.hash(name, version)}" }`;
}

/** The same two packages, as each manager locks them; one for other systems alone is among them. */
const lockFiles: [file: string, text: () => string][] = [
  [
    "requirements.txt",
    () =>
      `tinycheck==1.2.0 \\\n    --hash=${registry.hash("tinycheck", "1.2.0")}\ntinysum==1.0.0 --hash=${registry.hash("tinysum", "1.0.0")} # the sum\nwinonly==1.0 ; sys_platform == "win32" --hash=sha256:${"0".repeat(64)}\n`,
  ],
  [
    "uv.lock",
    () => `version = 1
requires-python = ">=3.8"
[[package]]
name = "shop"
version = "0.1.0"
source = { editable = "." }
dependencies = [{ name = "tinysum" }, { name = "winonly", marker = "sys_platform == 'win32'" }]
[package.dev-dependencies]
dev = [{ name = "tinycheck" }]
[[package]]
name = "tinycheck"
version = "1.2.0"
source = { registry = "https://packages.example.com/simple" }
dependencies = [{ name = "tinysum" }]
wheels = [${wheelsOf("tinycheck", "1.2.0")}]
[[package]]
name = "tinysum"
version = "1.0.0"
source = { registry = "https://packages.example.com/simple" }
wheels = [${wheelsOf("tinysum", "1.0.0")}]
[[package]]
name = "winonly"
version = "1.0.0"
source = { registry = "https://packages.example.com/simple" }
wheels = [{ url = "https://files.example.com/w.whl", hash = "sha256:00" }]
`,
  ],
  ...(["poetry", "pdm"] as const).map((manager): [string, () => string] => [
    `${manager}.lock`,
    () => `${["tinycheck 1.2.0", "tinysum 1.0.0", "winonly 1.0.0"]
      .map((words) => {
        const [name = "", version = ""] = words.split(" ");
        const marker = manager === "poetry" ? "markers" : "marker";
        const only = name === "winonly" ? `${marker} = "sys_platform == 'win32'"\n` : "";
        return `[[package]]\nname = "${name}"\nversion = "${version}"\noptional = false\ngroups = ["main"]\n${only}files = [{ file = "${name}.whl", hash = "${registry.hash(name, version)}" }]\n`;
      })
      .join("\n")}
[metadata]
lock-version = "2.1"
lock_version = "4.5.0"
strategy = ["inherit_metadata"]
`,
  ]),
];

describe.runIf(walls.found && withPip)("packages of Python", () => {
  it.each(lockFiles)(
    "of %s come as wheels with the hashes that it gives, and tests find them",
    async (file, text) => {
      write(file, text());
      write("pip.conf", `[global]\nindex-url = ${elsewhere.origin}\nextra-index-url = ${elsewhere.origin}\n`);
      expect(await check()).toBe(works);
      expect(await prepare(null)).toMatchObject({
        kind: "ready",
        reason: expect.stringMatching(/kept from an earlier run.*--only-binary :all: .*--require-hashes/),
      });
      expect(elsewhere.asked).toEqual([]);
      expect(registry.lines().some((line) => line.includes("winonly"))).toBe(false);
    },
  );

  it("without hashes come too, with a word that CI may have got others", async () => {
    write("requirements.txt", "-r requirements/base.txt\n");
    write("requirements/base.txt", "tinysum\n");
    write("requirements-dev.txt", "tinycheck>=1,<2\n");
    expect(await check()).toBe(works);
    expect((await prepare()).reason).toContain("CI may have got other versions");
  });

  it.each([
    [
      "another index",
      "--extra-index-url https://elsewhere.example.com\ntinysum\n",
      "names an index of its own",
    ],
    ["an address", "tinysum @ https://elsewhere.example.com/x.whl\n", "fetched from elsewhere or built"],
    ["a repository", "git+https://elsewhere.example.com/x.git\n", "fetched from elsewhere or built"],
    ["a file outside", "-r ../../secret.txt\n", "no file of the repository"],
    ["the repository itself", "-e .\n", "fetched from elsewhere or built"],
    ["what is no wheel", "builtfromsource==1.0.0\n", "could not be installed: ERROR"],
    ["another content", `tinysum==1.0.0 --hash=sha256:${"0".repeat(64)}\n`, "could not be installed: ERROR"],
  ])("of %s are not installed, and the reason is told", async (_, text, words) => {
    write("requirements.txt", text);
    expect(await prepare()).toEqual({ kind: "none", reason: expect.stringContaining(words) });
    expect(elsewhere.asked).toEqual([]);
  });

  it("are not installed where the lock file says too little, and its manager is named", async () => {
    write("poetry.lock", '[metadata]\nlock-version = "2.0"\n');
    expect(await prepare()).toEqual({
      kind: "none",
      reason: expect.stringContaining("Lock it again with Poetry 2"),
    });
  });

  it("leave nothing half installed", async () => {
    write("requirements.txt", "builtfromsource==1.0.0\n");
    await prepare();
    expect(readdirSync(scratch.path("kept"))).toEqual([]);
  });
});
