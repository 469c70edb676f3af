import { describe, expect, it } from "vitest";
import { packageManagers } from "@/lib/package-managers";
import { scratchTree } from "../../support/registry/scratch-tree";

const { write, path } = scratchTree();

const berry = "__metadata:\n  version: 8\n";
const pnpm = "lockfileVersion: '9.0'\n";
const generator = { name: "shop", dependencies: { gen: "exec:./gen.js" } };

function handsOver(title: string): Promise<string | null> | undefined {
  return packageManagers.find((manager) => manager.title === title)?.update?.handsOver(path("tree"));
}

describe("a lock file is left alone", () => {
  it.each<[string, string, Record<string, unknown>, RegExp]>([
    [
      "npm",
      "a shrinkwrap",
      { "npm-shrinkwrap.json": {} },
      /npm-shrinkwrap.json in place of package-lock.json/,
    ],
    ["pnpm", "hooks", { "pnpm-lock.yaml": pnpm, ".pnpmfile.cjs": "" }, /hooks in .pnpmfile.cjs/],
    [
      "pnpm",
      "hooks of another name",
      { "pnpm-lock.yaml": `${pnpm}pnpmfileChecksum: abc\n` },
      /Hooks or patches/,
    ],
    [
      "pnpm",
      "patches",
      { "pnpm-lock.yaml": `${pnpm}patchedDependencies:\n  sum@1.0.0: {}\n` },
      /Hooks or patches/,
    ],
    ["Yarn", "Plug'n'Play", { "yarn.lock": berry, ".pnp.cjs": "" }, /.pnp.cjs that is made together/],
    [
      "Yarn",
      "patches",
      { "yarn.lock": `${berry}\n"sum@patch:sum@npm%3A1.0.0#./sum.patch":\n` },
      /Patches or programs/,
    ],
    ["Yarn", "a generator in a manifest", { "yarn.lock": berry, "package.json": generator }, /`exec:`/],
    [
      "Yarn",
      "a generator in other letters",
      {
        "yarn.lock": berry,
        "packages/a/package.json": JSON.stringify(generator).replace("exec:", "\\u0065xec:"),
      },
      /`exec:`/,
    ],
    [
      "Yarn",
      "a generator in the settings",
      {
        "yarn.lock": berry,
        ".yarnrc.yml":
          'packageExtensions: { "sum@*": { dependencies: { gen: "\\u0065xec:/tmp/gen.js" } } }\n',
      },
      /`exec:`/,
    ],
  ])("of %s where %s of the repository would have to run or shape it", async (title, _, files, reason) => {
    for (const [name, content] of Object.entries(files)) write(name, content);
    expect(await handsOver(title)).toMatch(reason);
  });

  it.each<[string, Record<string, unknown>]>([
    ["npm", { "package-lock.json": {} }],
    ["pnpm", { "pnpm-lock.yaml": pnpm }],
    ["Yarn", { "yarn.lock": `${berry}\n"ts@patch:ts@npm%3A5.0.0#optional!builtin<compat/typescript>":\n` }],
    ["Yarn 1", { "yarn.lock": "# yarn lockfile v1\n" }],
  ])("of %s not without a reason", async (title, files) => {
    for (const [name, content] of Object.entries(files)) write(name, content);
    write("package.json", { name: "shop", dependencies: { sum: "1.0.0", executor: "2.0.0" } });
    expect(await handsOver(title)).toBeNull();
  });
});
