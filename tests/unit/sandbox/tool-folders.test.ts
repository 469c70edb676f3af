import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readableFolders } from "@/lib/sandbox/tool-folders";

let root: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "tool-folders-")));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** A folder of tools with one start script; answers what has to be readable for it. */
async function readableFor(script: string): Promise<string[]> {
  const tools = join(root, "tools");
  await mkdir(tools, { recursive: true });
  await writeFile(join(tools, "tool"), script);
  return readableFolders([tools]);
}

describe("what a start script needs to be readable", () => {
  it.each(["plain", "my projects (ü)", "it's here", 'a"b', "日本"])(
    "is the packages that it names, in a folder called %s",
    async (name) => {
      const packages = join(root, name, "node_modules");
      const quoted = `'${join(packages, "eslint/bin/eslint.js").replaceAll("'", "'\\''")}'`;
      expect(await readableFor(`#!/bin/sh\nexec '/usr/bin/node' ${quoted} "$@"\n`)).toContain(packages);
    },
  );

  it("is found in double quotes, behind an equals sign, in a list, and behind a comment with an apostrophe", async () => {
    const folders = await readableFor(
      `#!/bin/sh
# don't edit
export NODE_PATH="/first one/node_modules/a:/second/node_modules/b"
exec node --import=/third/node_modules/c/loader.mjs /fourth\\ one/node_modules/d/cli.js "$@"
`,
    );
    expect(folders).toEqual(
      expect.arrayContaining([
        "/first one/node_modules",
        "/second/node_modules",
        "/third/node_modules",
        "/fourth one/node_modules",
      ]),
    );
  });

  it("is where a link leads, with the siblings of its package", async () => {
    const cli = join(root, "my project/node_modules/prettier/bin/cli.js");
    await mkdir(join(cli, ".."), { recursive: true });
    await writeFile(cli, "#!/usr/bin/env node\n");
    await mkdir(join(root, "tools"));
    await symlink(cli, join(root, "tools/prettier"));
    expect(readableFolders([join(root, "tools")])).toContain(join(root, "my project/node_modules"));
  });
});
