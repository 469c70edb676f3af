import { expect, it } from "vitest";
import { packageManagers } from "@/lib/package-managers";
import { scratchTree } from "../../support/registry/scratch-tree";

const { write, path } = scratchTree();

it.each([
  [
    "pnpm",
    "pnpm-lock.yaml",
    "lockfileVersion: '9.0'\n",
    "pnpm-workspace.yaml",
    { packages: ["packages/*"], overrides: { sum: "1.0.0" }, minimumReleaseAge: 4320 },
    {
      registry: "https://elsewhere.example/",
      registries: { "@acme": "https://elsewhere.example/" },
      pnpmfile: "./evil.cjs",
      globalPnpmfile: "./evil.cjs",
      configDependencies: { evil: "1.0.0+sha512-a" },
      scriptShell: "./evil",
      onlyBuiltDependencies: ["evil"],
      storeDir: "/tmp/evil",
      useNodeVersion: "1.0.0",
    },
  ],
  [
    "Yarn",
    "yarn.lock",
    "__metadata:\n  version: 8\n",
    ".yarnrc.yml",
    { compressionLevel: 0, npmMinimalAgeGate: "3d" },
    {
      npmRegistryServer: "https://elsewhere.example/",
      npmScopes: { acme: { npmAuthToken: "secret" } },
      yarnPath: "./evil.cjs",
      plugins: ["./evil.cjs"],
      cacheFolder: "/tmp/evil",
      httpProxy: "http://elsewhere.example/",
      injectEnvironmentFiles: ["evil"],
      enableScripts: true,
      unsafeHttpWhitelist: ["*"],
    },
  ],
])(
  "%s sees of a tree its manifests, its lock file, and the settings that shape it",
  async (title, lockFile, text, settings, kept, left) => {
    write("package.json", { name: "shop" });
    write("packages/a/package.json", { name: "a" });
    write("node_modules/evil/package.json", { name: "evil" });
    write("evil.cjs", "");
    write(".pnpmfile.cjs", "");
    write(lockFile, text);
    // JSON is YAML.
    write(settings, { ...left, ...kept });
    const update = packageManagers.find((manager) => manager.title === title)?.update;
    const work = await update?.work(path("tree"), "http://127.0.0.1:4000/");
    const files = new Map(work?.files.map((file) => [file.path, file.text]));
    expect([...files.keys()].sort()).toEqual(
      [".starting-nothing.cjs", settings, lockFile, "package.json", "packages/a/package.json"].sort(),
    );
    for (const name of Object.keys(kept)) expect(files.get(settings)).toContain(`${name}:`);
    expect(files.get(settings)).not.toMatch(/evil|elsewhere|secret|enableScripts/);
    expect(
      work?.steps.every(({ environment }) => environment?.NODE_OPTIONS?.includes("starting-nothing")),
    ).toBe(true);
  },
);
