import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import type { World } from "../support/world";

const place = { owner: "acme", repo: "target" };

/** A text for each way out of the product, by its name. */
export type Sinks = Readonly<Record<string, string>>;

const commitsOfRepairs = ["--glob=refs/heads/ci-repair"];

function git(folder: string, ...args: string[]): string {
  return execFileSync("git", ["--git-dir", folder, ...args], { encoding: "utf8", maxBuffer: 2 ** 28 });
}

/** The lab's own bare repository, where every push ends. */
export function bareRepository(world: World): string {
  return join(world.folder, "lab/git", place.owner, `${place.repo}.git`);
}

/** Every reference of the repository and where it stands. */
export function referencesOf(world: World): Map<string, string> {
  const lines = git(bareRepository(world), "for-each-ref", "--format=%(refname) %(objectname)")
    .trim()
    .split("\n");
  return new Map(lines.map((line) => [line.split(" ")[0] ?? "", line.split(" ")[1] ?? ""]));
}

/** Paths with their modes that the commits on our branches touch. */
export function pathsOfRepairs(world: World): { path: string; mode: string }[] {
  const log = git(
    bareRepository(world),
    "log",
    "--format=",
    "--raw",
    "--no-renames",
    ...commitsOfRepairs,
    "--not",
    "--glob=refs/heads/feature",
    "--not",
    "refs/heads/main",
  );
  return log
    .split("\n")
    .filter(Boolean)
    .map((line) => ({ mode: line.split(" ")[1] ?? "", path: line.split("\t")[1] ?? "" }));
}

/** Everything that left: what people and machines outside can read, what is stored, what is logged, what lies about. */
export async function collectSinks(
  world: World,
  log: readonly string[],
  databaseUrl: string,
): Promise<Sinks> {
  const organization = await world.db.organization.findFirstOrThrow({ where: { login: place.owner } });
  const octokit = await world.ctx.github.octokit(organization.installationId);
  const bare = bareRepository(world);
  const { data: pulls } = await octokit.rest.pulls.list({ ...place, state: "all", per_page: 100 });
  const comments: unknown[] = [];
  const checks: unknown[] = [];
  for (const pull of pulls) {
    const { data } = await octokit.rest.issues.listComments({
      ...place,
      issue_number: pull.number,
      per_page: 100,
    });
    comments.push(...data.map(({ body }) => body));
    const { data: runs } = await octokit.rest.checks.listForRef({
      ...place,
      ref: pull.head.sha,
      per_page: 100,
    });
    checks.push(...runs.check_runs.map(({ output, name }) => ({ output, name })));
  }
  const ours = pulls.filter(({ head }) => head.ref.startsWith("ci-repair/"));
  const tables = await dump(databaseUrl);
  const only = (...names: string[]) => names.map((name) => tables.get(name) ?? "").join("\n");
  return {
    "names of references": [...referencesOf(world).keys()].join("\n"),
    "pushed commits": git(bare, "log", "-p", "--format=", ...commitsOfRepairs),
    "commit messages and authors": git(bare, "log", "--format=%an %ae %B", ...commitsOfRepairs),
    "pull requests": JSON.stringify(ours.map(({ title, body, head }) => [title, body, head.ref])),
    comments: JSON.stringify(comments),
    "check runs": JSON.stringify(checks),
    briefs: only("Brief"),
    transcripts: only("AgentSession", "AgentTurn"),
    escalations: only("Escalation"),
    attempts: only("Attempt", "AttemptRecord"),
    database: [...tables.values()].join("\n"),
    log: log.join("\n"),
    "files left behind": filesBelow(join(world.folder, "work")).join("\n"),
  };
}

async function dump(databaseUrl: string): Promise<Map<string, string>> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; space: string }>(
      "select table_name as name, table_schema as space from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')",
    );
    const tables = new Map<string, string>();
    for (const { name, space } of rows) {
      const found = await client.query<{ row: string }>(
        `select row_to_json(t)::text as row from ${client.escapeIdentifier(space)}.${client.escapeIdentifier(name)} t`,
      );
      tables.set(name, found.rows.map(({ row }) => row).join("\n"));
    }
    return tables;
  } finally {
    await client.end();
  }
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}
