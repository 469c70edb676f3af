import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findNpm } from "../../lab/tools/find-npm";

let root: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "find-npm-")));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function npmAt(folder: string): Promise<string> {
  await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, folder, "npm-cli.js"), "");
  return join(root, folder);
}

describe("npm for CI in the lab", () => {
  it("is the one beside Node, whatever stands on the PATH", async () => {
    const beside = await npmAt("node/lib/node_modules/npm/bin");
    const other = await npmAt("other");
    const environment = { npm_execpath: join(other, "npm-cli.js"), PATH: other };
    expect(findNpm(join(root, "node/bin/node"), environment)).toBe(beside);
  });

  it("is found where it says that it is, when Node came alone", async () => {
    const elsewhere = await npmAt("elsewhere/npm/bin");
    const environment = { npm_execpath: join(elsewhere, "npm-cli.js"), PATH: "" };
    expect(findNpm(join(root, "node/bin/node"), environment)).toBe(elsewhere);
  });

  it("is found behind the program on the PATH, as distributions link it", async () => {
    const shared = await npmAt("usr/share/nodejs/npm/bin");
    const program = join(root, "usr/bin/npm");
    await mkdir(dirname(program), { recursive: true });
    await symlink(join(shared, "npm-cli.js"), program);
    const environment = { npm_execpath: "/nowhere/yarn.js", PATH: `/nowhere:${dirname(program)}` };
    expect(findNpm(join(root, "usr/bin/node"), environment)).toBe(shared);
  });

  it("is asked for in words where there is none", () => {
    expect(() => findNpm(join(root, "bin/node"), { PATH: root })).toThrow("npm was not found beside");
  });
});
