import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { agents } from "@/lib/agents";
import { type CiAccess, createCiProviders } from "@/lib/ci";
import { AgentOptions } from "@/lib/domain/agent-settings";
import { sandboxIds } from "@/lib/sandbox/types";
import { tokenProviders } from "@/lib/token-providers";

// What a new plug-in needs: a folder like its neighbours', and its line in the registry. Who may open a folder otherwise is a
// rule of .dependency-cruiser.cjs.

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function missing(folder: string, files: readonly string[]): string[] {
  return files.map((file) => `${folder}/${file}`).filter((path) => !existsSync(path));
}

/** Nothing is asked while providers are made. */
const access = {
  octokitFor: () => Promise.reject(new Error("GitHub is not asked")),
  appId: () => Promise.reject(new Error("GitHub is not asked")),
  servers: {
    buildkite: { url: "https://buildkite.example", downloadOrigins: [] },
    vercel: { url: "https://vercel.example" },
  },
  circleCi: {},
  connectionsOf: () => ({}),
  now: () => new Date(0),
} as unknown as CiAccess;

describe("a CI provider", () => {
  const providers = Object.entries(createCiProviders(access));
  const ids = providers.map(([id]) => id);

  it("is a folder and a line of the registry, by one name", () => {
    expect(foldersIn("lib/ci")).toEqual(ids.toSorted());
    for (const [id, provider] of providers) expect(provider).toMatchObject({ id, title: expect.any(String) });
  });

  it.each(ids)(
    "%s has the files that each has, and those of a provider with a token where it has one",
    (id) => {
      const token = tokenProviders.some((provider) => provider.id === id);
      const files = [
        "index.ts",
        "map.ts",
        ...(token ? ["account.ts", "connection.ts", "schemas.ts", "settings.ts"] : []),
      ];
      expect(missing(`lib/ci/${id}`, files)).toEqual([]);
    },
  );
});

describe("an agent", () => {
  const kinds = AgentOptions.options.map(({ shape }) => shape.kind.value);

  it("is a folder with an index, and a line of the registry or a kind that people set up", () => {
    expect(foldersIn("lib/agents")).toEqual([...Object.keys(agents), ...kinds].toSorted());
    for (const folder of foldersIn("lib/agents"))
      expect(missing(`lib/agents/${folder}`, ["index.ts"])).toEqual([]);
    for (const [id, agent] of Object.entries(agents)) expect(agent.id).toBe(id);
  });
});

describe("a sandbox", () => {
  const shared = ["control-groups", "dependencies", "model-endpoint", "system-calls"];

  it("is a folder with an index, and a line of the registry", () => {
    expect(foldersIn("lib/sandbox")).toEqual([...sandboxIds, ...shared].toSorted());
    for (const id of sandboxIds) expect(missing(`lib/sandbox/${id}`, ["index.ts"])).toEqual([]);
  });
});
