import { parse } from "smol-toml";
import { z } from "zod";
import { locked, type NamedTool, named } from "./named-tool";
import { pythonId, requirement } from "./requirement";
import { exactRule, pythonRule } from "./version-rule";

function fromLines(lines: readonly unknown[], where: string): NamedTool[] {
  return lines.flatMap((line) => {
    const one = typeof line === "string" ? requirement(line) : null;
    return one === null ? [] : [named(one.id, where, one.version)];
  });
}

/** `requirements.txt` and its like. Options and addresses are not requirements. */
export function readRequirements(text: string, path: string): NamedTool[] {
  return fromLines(text.split("\n"), path);
}

const Lines = z.array(z.unknown()).catch([]);
const Groups = z.record(z.string(), Lines).catch({});
/** As Poetry and Pipenv write them: `"^0.4"` or `{ version = "^0.4", … }`. */
const Table = z
  .record(z.string(), z.union([z.string(), z.object({ version: z.string() })]).catch(""))
  .catch({});
const Pyproject = z.object({
  project: z.object({ dependencies: Lines, "optional-dependencies": Groups }).partial().catch({}),
  "dependency-groups": Groups.optional(),
  tool: z
    .object({
      poetry: z
        .object({
          dependencies: Table,
          "dev-dependencies": Table,
          group: z
            .record(z.string(), z.object({ dependencies: Table }).catch({ dependencies: {} }))
            .catch({}),
        })
        .optional(),
      pdm: z.object({ "dev-dependencies": Groups }).optional(),
      uv: z.object({ "dev-dependencies": Lines }).optional(),
      hatch: z
        .object({
          envs: z
            .record(
              z.string(),
              z
                .object({ dependencies: Lines, "extra-dependencies": Lines })
                .catch({ dependencies: [], "extra-dependencies": [] }),
            )
            .catch({}),
        })
        .optional(),
    })
    .catch({}),
});

function fromTable(table: z.infer<typeof Table>, where: string): NamedTool[] {
  return Object.entries(table).map(([name, entry]) =>
    named(pythonId(name), where, pythonRule(typeof entry === "string" ? entry : entry.version)),
  );
}

/** https://packaging.python.org/en/latest/specifications/pyproject-toml/, and what Poetry, PDM, uv and Hatch keep beside it. */
export function readPyproject(text: string, path: string): NamedTool[] {
  const { project, tool, ...file } = Pyproject.parse({ project: {}, tool: {}, ...parse(text) });
  const { poetry, pdm, uv, hatch } = tool;
  const groups = {
    ...project["optional-dependencies"],
    ...file["dependency-groups"],
    ...pdm?.["dev-dependencies"],
  };
  return [
    ...fromLines(project.dependencies ?? [], `${path}, dependencies`),
    ...Object.entries(groups).flatMap(([group, lines]) => fromLines(lines, `${path}, group ${group}`)),
    ...fromTable({ ...poetry?.dependencies, ...poetry?.["dev-dependencies"] }, `${path}, Poetry`),
    ...Object.entries(poetry?.group ?? {}).flatMap(([group, { dependencies }]) =>
      fromTable(dependencies, `${path}, Poetry's group ${group}`),
    ),
    ...fromLines(uv?.["dev-dependencies"] ?? [], `${path}, uv`),
    ...Object.entries(hatch?.envs ?? {}).flatMap(([name, environment]) =>
      fromLines(
        [...environment.dependencies, ...environment["extra-dependencies"]],
        `${path}, Hatch's ${name}`,
      ),
    ),
  ];
}

/** https://pipenv.pypa.io/en/latest/pipfile.html: every table but these names packages. */
const notPackages = new Set(["source", "requires", "scripts", "pipenv"]);

export function readPipfile(text: string, path: string): NamedTool[] {
  return Object.entries(parse(text)).flatMap(([section, table]) =>
    notPackages.has(section) ? [] : fromTable(Table.parse(table), `${path}, ${section}`),
  );
}

/** `setup.cfg` and `tox.ini`: what stands at, and indented below, a key that lists requirements. */
export function readIni(text: string, path: string): NamedTool[] {
  let section = "";
  let lists = false;
  return text.split("\n").flatMap((line) => {
    if (line.startsWith("[")) section = line.trim();
    if (/^\s/.test(line)) return lists ? fromLines([line], path) : [];
    const [key = "", ...value] = line.split("=");
    lists = section === "[options.extras_require]" || /^(?:deps|\w{1,20}_requires?)\s?$/.test(key);
    return lists ? fromLines([value.join("=")], path) : [];
  });
}

/** Strings of `setup.py` that are requirements. It is read and never run. */
export function readSetupFile(text: string, path: string): NamedTool[] {
  return fromLines(
    [...text.matchAll(/"([^"\n]{1,200})"|'([^'\n]{1,200})'/g)].map(([, double, single]) => double ?? single),
    path,
  );
}

const LockedPackages = z.object({
  package: z.array(z.object({ name: z.string(), version: z.string().catch("") })).catch([]),
});

/** `uv.lock`, `poetry.lock` and `pdm.lock` are alike here. */
export function readPythonLock(text: string, path: string): NamedTool[] {
  return LockedPackages.parse(parse(text)).package.map(({ name, version }) =>
    locked(pythonId(name), path, exactRule(version)),
  );
}

const PipfileLock = z.object({ default: Table, develop: Table });

export function readPipfileLock(text: string, path: string): NamedTool[] {
  const { default: usual, develop } = PipfileLock.parse(JSON.parse(text));
  return fromTable({ ...usual, ...develop }, path).map((tool) => ({ ...tool, locked: true }));
}
