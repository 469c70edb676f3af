import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { neededPermissions } from "@/lib/domain/setup/needed-permissions";
import packageJson from "@/package.json";

const documents = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "AGENTS.md", "docs/install-github.md"];
const folders = ["app", "components", "docs", "inngest", "lib", "prisma", "prompts", "tests", ".ci"];
const rootFile = /^(?:\.?[\w-]+\.(?:md|json|cjs|mjs|ts|example|prisma)|\.npmrc)$/;

/** Two screens of a large terminal. */
const linesMax = 110;

describe.each(documents)("%s", (document) => {
  const text = readFileSync(document, "utf8");

  it("fits two screens", () => {
    expect(text.split("\n").length).toBeLessThanOrEqual(linesMax);
  });

  it("names only commands that exist", () => {
    const named = [...text.matchAll(/\bnpm (?:run )?(?:-s |--silent )?([a-z-]+)/g)].map(
      ([, name]) => name ?? "",
    );
    const known = [...Object.keys(packageJson.scripts), "ci", "install"];
    expect(named.filter((name) => isCommand(name) && !known.includes(name))).toEqual([]);
  });

  it("names only files and folders that exist", () => {
    const code = [...text.matchAll(/`([^`\s]+)`/g)].map(([, path]) => path ?? "");
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)\s]+)\)/g)].map(([, path]) => path ?? "");
    const paths = [...code.filter(isPath), ...links];
    expect(paths.filter((path) => !existsSync(path) && !existsSync(join(dirname(document), path)))).toEqual(
      [],
    );
  });
});

it("docs/install-github.md lists the permissions that the app asks for, with what they are for", () => {
  const document = readFileSync("docs/install-github.md", "utf8");
  const cells = [...document.matchAll(/^\|(.+)\|$/gm)].map(([, row = ""]) =>
    row.split("|").map((cell) => cell.trim()),
  );
  const wanted = neededPermissions.map(({ label, level, required, features }) => [
    label,
    level,
    required ? "needed" : "optional",
    features.map(({ feature }) => feature).join(", "),
  ]);
  // Two rows are the table's head.
  expect(cells.slice(2)).toEqual(wanted);
});

/** "npm or git" in a sentence is not a command. */
function isCommand(word: string): boolean {
  return !["and", "or", "with", "is", "has"].includes(word);
}

function isPath(text: string): boolean {
  if (/[<>*{}…:()]/.test(text)) return false;
  const [first = ""] = text.split("/");
  return text.includes("/") ? folders.includes(first) : rootFile.test(text);
}
