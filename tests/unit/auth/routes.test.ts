import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Access, actions, routes } from "@/lib/auth/routes";

const files = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => `app/${name.replace(/\.tsx?$/, "")}`);
const entries = files.filter(
  (name) => /\/(page|route|layout|default|template)$/.test(name) && name !== "app/layout",
);
const sources = new Map(
  readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => [`app/${name.replace(/\.tsx?$/, "")}`, readFileSync(`app/${name}`, "utf8")]),
);

/** The call by which a file asks for what the table says. */
const guards: Record<Access, RegExp | null> = {
  anyone: null,
  signature: null,
  code: /\bawait takeLoginCode\(/,
  member: /\bawait asMember\(/,
  writer: /\bawait (asLoopWriter|asRepositoryWriter|writerOfTask)\(/,
  maintainer: /\bawait asMaintainer\(/,
  owner: /\bawait asOrganizationAdmin\(/,
  token: /\bawait enterWithToken\(/,
  installer: /\bawait (asInstaller|setupDoor)\(/,
};

describe("the authorisation table", () => {
  it("lists every page, layout and route handler, and nothing that is gone", () => {
    expect(Object.keys(routes).sort()).toEqual(entries.sort());
  });

  it.each(Object.entries(routes))("%s asks for what it is listed with", (name, access) => {
    const guard = guards[access];
    if (guard !== null) expect(sources.get(name)).toMatch(guard);
  });

  it("lists every server action, and nothing that is gone", () => {
    expect(Object.keys(actions).sort()).toEqual([...exportedActions().keys()].sort());
  });

  it.each(Object.entries(actions))(
    "%s asks for what it is listed with before anything else",
    (name, access) => {
      const body = exportedActions().get(name) ?? "";
      const guard = guards[access];
      expect(guard).not.toBeNull();
      expect(body).toMatch(guard ?? /^$/);
      const use = body.search(/getContext\(\)|save\(/);
      if (use !== -1) expect(use).toBeGreaterThan(body.search(guard ?? /^$/));
    },
  );

  it("lets nothing that changes anything be reached by a member alone", () => {
    expect(Object.values(actions)).not.toContain("member");
    expect(Object.values(actions)).not.toContain("anyone");
  });
});

/** Body of each exported function of the files that say "use server", by file and name. */
function exportedActions(): Map<string, string> {
  const found = new Map<string, string>();
  for (const [file, source] of sources) {
    if (!source.startsWith('"use server"')) continue;
    const parts = source.split(/^export async function /m).slice(1);
    for (const part of parts)
      found.set(`${file}#${part.slice(0, part.indexOf("("))}`, part.split(/^}$/m)[0] ?? "");
  }
  return found;
}
