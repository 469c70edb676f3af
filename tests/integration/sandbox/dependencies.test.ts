import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chooseSandbox } from "@/lib/sandbox";
import { installPackages } from "@/lib/sandbox/dependencies/install-packages";
import { withMounts } from "@/lib/sandbox/dependencies/with-mounts";

const walls = chooseSandbox({ wanted: "bubblewrap", toolPath: [], searchPath: process.env.PATH ?? "" });

/** A registry with one package, whose install script would leave a trace. */
let tarball: Buffer;
const asked: string[] = [];
const registry = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  if (request.url === "/mirror/sum/-/sum-1.0.0.tgz") response.end(tarball);
  else response.writeHead(404).end();
});
let registryUrl: string;
let packing: string;
beforeAll(async () => {
  packing = mkdtempSync(join(tmpdir(), "packing-"));
  const source = join(packing, "package");
  mkdirSync(source);
  writeFileSync(
    join(source, "package.json"),
    JSON.stringify({ name: "sum", version: "1.0.0", scripts: { postinstall: "touch ../../ran" } }),
  );
  writeFileSync(join(source, "index.js"), "module.exports = (a, b) => a + b;\n");
  execFileSync("tar", ["-czf", join(packing, "sum.tgz"), "-C", packing, "package"]);
  tarball = readFileSync(join(packing, "sum.tgz"));
  await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
  registryUrl = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/mirror/`;
});
afterAll(async () => {
  rmSync(packing, { recursive: true });
  await new Promise((resolve) => registry.close(resolve));
});

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "dependencies-"));
  mkdirSync(join(root, "tree"));
  asked.length = 0;
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function writeTree(over: { integrity?: string | null; link?: boolean } = {}): void {
  const hash = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  const manifest = { name: "shop", version: "1.0.0", dependencies: { sum: "1.0.0" } };
  const entry = over.link
    ? { resolved: "packages/sum", link: true }
    : {
        version: "1.0.0",
        resolved: "https://registry.example.com/sum/-/sum-1.0.0.tgz",
        ...(over.integrity === null ? {} : { integrity: over.integrity ?? hash }),
      };
  const lock = {
    name: "shop",
    version: "1.0.0",
    lockfileVersion: 3,
    requires: true,
    packages: { "": manifest, "node_modules/sum": entry },
  };
  writeFileSync(join(root, "tree/package.json"), JSON.stringify(manifest));
  writeFileSync(join(root, "tree/package-lock.json"), JSON.stringify(lock));
}

function prepare(registryUrlOrNull: string | null = registryUrl) {
  if (!walls.found) throw new Error(walls.reason);
  return installPackages({
    sandbox: walls.sandbox,
    treeDirectory: join(root, "tree"),
    cacheDirectory: join(root, "kept"),
    registries: { npm: registryUrlOrNull, python: null },
    signal: new AbortController().signal,
  });
}

describe.runIf(walls.found)("packages that tests need", () => {
  it("are installed from the lock file without their scripts, once, and shown read-only where nothing else is reached", async () => {
    writeTree();
    const installed = await prepare();
    expect(installed).toMatchObject({
      kind: "ready",
      reason: expect.stringContaining("without their scripts"),
    });
    if (installed.kind !== "ready" || !walls.found) return;
    expect(asked).toEqual(["GET /mirror/sum/-/sum-1.0.0.tgz"]);
    expect(readdirSync(root)).not.toContain("ran");

    const sandbox = withMounts(walls.sandbox, installed.mounts);
    const { standardOutput } = await sandbox.run({
      command: [
        "/bin/sh",
        "-c",
        `node -p 'require("sum")(1, 2)'; touch node_modules/x 2>/dev/null || echo locked; touch node_modules/.cache/x && echo scratch
         node -e 'fetch("${registryUrl}").then(() => console.log("reached"), () => console.log("no network"))'`,
      ],
      treeDirectory: join(root, "tree"),
      timeoutSeconds: 20,
    });
    expect(standardOutput).toBe("3\nlocked\nscratch\nno network\n");

    asked.length = 0;
    expect(await prepare(null)).toMatchObject({ kind: "ready", reason: expect.stringContaining("kept") });
    expect(asked).toEqual([]);
  });

  it.each([
    ["whose content is not what the lock file says", { integrity: "sha512-AAAA" }, "could not be installed"],
    ["without an integrity hash", { integrity: null }, "without an integrity hash"],
    ["of a folder that is no workspace", { link: true }, "no workspace"],
  ])("%s are not installed, and the reason is told", async (_, over, words) => {
    writeTree(over);
    expect(await prepare()).toEqual({ kind: "none", reason: expect.stringContaining(words) });
    expect(readdirSync(root)).not.toContain("ran");
  });

  it("of workspaces are installed where npm puts them, and the workspaces find each other", async () => {
    const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
    const shop = { name: "shop", version: "1.0.0", workspaces: ["packages/*"] };
    const till = { name: "till", version: "1.0.0", dependencies: { sum: "1.0.0" } };
    const counter = { name: "counter", version: "1.0.0", dependencies: { till: "1.0.0" } };
    const lock = {
      name: "shop",
      version: "1.0.0",
      lockfileVersion: 3,
      requires: true,
      packages: {
        "": shop,
        "node_modules/counter": { resolved: "packages/counter", link: true },
        "node_modules/till": { resolved: "packages/till", link: true },
        "packages/counter": counter,
        "packages/till": till,
        "packages/till/node_modules/sum": {
          version: "1.0.0",
          resolved: "https://registry.example.com/sum/-/sum-1.0.0.tgz",
          integrity,
        },
      },
    };
    const write = (path: string, value: unknown) => {
      mkdirSync(join(root, "tree", path, ".."), { recursive: true });
      const text = typeof value === "string" ? value : JSON.stringify(value);
      writeFileSync(join(root, "tree", path), text);
    };
    write("package.json", shop);
    write("package-lock.json", lock);
    write("packages/till/package.json", till);
    write("packages/till/index.js", "module.exports = require('sum')(1, 2);");
    write("packages/counter/package.json", counter);
    write("packages/counter/index.js", "console.log(require('till'));");
    const installed = await prepare();
    expect(installed).toMatchObject({ kind: "ready", reason: expect.stringContaining("1 package") });
    if (installed.kind !== "ready" || !walls.found) return;
    const sandbox = withMounts(walls.sandbox, installed.mounts);
    const { standardOutput, standardError } = await sandbox.run({
      command: ["node", "packages/counter/index.js"],
      treeDirectory: join(root, "tree"),
      timeoutSeconds: 20,
    });
    expect({ standardOutput, standardError }).toEqual({ standardOutput: "3\n", standardError: "" });
    expect(await prepare(null)).toMatchObject({ kind: "ready", reason: expect.stringContaining("kept") });
  });

  it.each([
    ["bun.lock", "Bun"],
    ["Cargo.lock", "Cargo"],
    ["pyproject.toml", "Python without a lock file"],
  ])("of %s are not prepared, and what that means for the proof is told", async (file, manager) => {
    writeFileSync(join(root, "tree", file), "");
    expect(await prepare()).toEqual({
      kind: "none",
      reason: expect.stringMatching(new RegExp(`${manager}.*CI's word alone decides`)),
    });
  });

  it("are not installed where no registry is named or no lock file is there", async () => {
    expect(await prepare()).toEqual({
      kind: "none",
      reason: expect.stringContaining("no lock file"),
    });
    writeTree();
    expect(await prepare(null)).toEqual({
      kind: "none",
      reason: expect.stringContaining("REGREEN_NPM_REGISTRY"),
    });
  });
});
