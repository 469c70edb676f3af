import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import type { Agent } from "@/lib/agents/types";
import { startWorld } from "./world";

export type SmallWorld = Awaited<ReturnType<typeof startSmallWorld>>;

/** One small repository: a lamp, its test, and CI that runs it in a second. */
export interface SmallRepository {
  private?: boolean;
  circleci?: "oauth" | "app";
  requiredChecks?: string[];
  /** Beside or instead of the lamp's own; null leaves a file out. */
  files?: Record<string, string | null>;
}

/** What the agent of a small world mends: with it the test fails. */
export const brokenLamp = { "lamp.js": lamp("volts < 0") };
export const soundLamp = { "lamp.js": lamp("volts > 0") };

/** A workflow file that runs the lamp's test, as it is or with other parts. */
export function workflow(changes: { on?: object; job?: object } = {}): string {
  const steps = [
    { uses: "actions/checkout@v4" },
    { name: "Run the tests", run: "node --test --test-reporter=spec" },
  ];
  return stringify({
    name: "CI",
    on: changes.on ?? { pull_request: null },
    jobs: { test: { name: "Test", "runs-on": "ubuntu-latest", steps, ...changes.job } },
  });
}

const workflowPath = ".github/workflows/ci.yml";

/**
 * A world of small repositories, in which stories are quick to tell. Its one agent mends the lamp, and waits before it does
 * so for pull requests that are held.
 */
export async function startSmallWorld(
  repositories: Record<string, SmallRepository>,
  options: Omit<Parameters<typeof startWorld>[0], "scenariosFolder" | "agents"> = {},
) {
  const scenariosFolder = await mkdtemp(join(tmpdir(), "regreen-scenarios-"));
  await writeScenarios(scenariosFolder, repositories);
  const held = new Map<string, Promise<void>>();
  const world = await startWorld({ ...options, scenariosFolder, agents: [menderOf(held)] });
  const whole = { pullRequest: true, organization: true, repository: true } as const;

  return {
    ...world,

    /** Keeps the agent from mending this branch until the answer is called. */
    hold(branch: string): () => void {
      let release = () => {};
      held.set(branch, new Promise<void>((resolve) => (release = resolve)));
      return release;
    },

    /** A person pushes a broken lamp to a branch and opens a pull request. */
    async redPull(
      repository: string,
      branch: string,
      author = "will",
      files: Record<string, string> = brokenLamp,
    ) {
      const note = { [`${branch}.md`]: `About ${branch}.\n` };
      const pull = await world.openPull({ repository, branch, author, files: { ...files, ...note } });
      const [owner = "", name = ""] = repository.split("/");
      return { ...pull, where: { pullRequest: { number: pull.number, repository: { owner, name } } } };
    },

    /** The loop as soon as its agent is at work. */
    untilRepairing(where: object) {
      return world.untilLoop(
        { ...where, state: "repairing", sessions: { some: { status: "RUNNING" } } },
        "an agent at work",
      );
    },

    /** The loop as soon as it has ended and said so. */
    untilTold(where: object) {
      return world.untilLoop({ ...where, endReportedAt: { not: null } }, "the end of a loop");
    },

    /** The loop as it is now. */
    loop(id: string) {
      return world.db.repairLoop.findUniqueOrThrow({ where: { id }, include: whole });
    },

    /** The timeline's entry of that title, as soon as it says that. */
    untilSaid(loopId: string, title: string, words: string) {
      return world.untilRow(() =>
        world.db.timelineEntry.findFirst({ where: { loopId, title, reason: { contains: words } } }),
      );
    },

    /** Nothing runs on the lab any more, and every delivery was understood. */
    async untilHandled() {
      await world.lab.control.untilIdle();
      const where = { outcome: "accepted" };
      await world.untilRow(async () => ((await world.db.delivery.count({ where })) === 0 ? true : null));
    },

    /** A "no" to a red commit, as soon as it is given. */
    untilRefused(headSha: string, code: string) {
      return world.untilRow(() => world.db.refusal.findFirst({ where: { headSha, code } }));
    },

    async octokit(login: string) {
      const { installationId } = await world.db.organization.findFirstOrThrow({ where: { login } });
      return world.ctx.github.octokit(installationId);
    },

    async stop() {
      await world.stop();
      await rm(scenariosFolder, { recursive: true, force: true });
    },
  };
}

function lamp(condition: string): string {
  return `export function isLit(volts) {\n  return ${condition};\n}\n`;
}

const base: Record<string, string> = {
  "package.json": `${JSON.stringify({ name: "lamp", private: true, type: "module" })}\n`,
  ...soundLamp,
  "test/lamp.test.js": `import assert from "node:assert/strict";
import { test } from "node:test";
import { isLit } from "../lamp.js";

test("a lamp with voltage is lit", () => {
  assert.equal(isLit(12), true);
});
`,
  [workflowPath]: workflow(),
};

async function writeScenarios(folder: string, repositories: Record<string, SmallRepository>): Promise<void> {
  const users = ["ada", "mia", "will", "rea"].map((login) => ({
    login,
    name: login,
    email: `${login}@lab.test`,
  }));
  const owners = [...new Set(Object.keys(repositories).map((name) => name.split("/")[0] ?? ""))];
  const members = { ada: "admin", mia: "member", will: "member", rea: "member" };
  const organizations = owners.map((login) => ({ login, name: login, members }));
  await writeFile(join(folder, "world.json"), JSON.stringify({ users, organizations }));
  for (const [fullName, given] of Object.entries(repositories)) {
    const [organization = "", name = ""] = fullName.split("/");
    const { files = {}, private: isPrivate = true, ...rest } = given;
    const collaborators = { mia: "maintain", will: "write", rea: "read" };
    const described = { organization, private: isPrivate, collaborators, ...rest };
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, "repository.json"), JSON.stringify(described));
    for (const [path, text] of Object.entries({ ...base, ...files })) {
      if (text === null) continue;
      const file = join(folder, name, "base", path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
}

function menderOf(held: ReadonlyMap<string, Promise<void>>): Agent {
  return {
    id: "search",
    title: "Mender",
    runsRepositoryCode: false,
    suits: () => ({ suits: true }),
    async repair(task) {
      const stopped = new Promise<void>((resolve) =>
        task.signal.addEventListener("abort", () => resolve(), { once: true }),
      );
      await Promise.race([held.get(task.brief.branch), stopped]);
      const file = join(task.treeDirectory, "lamp.js");
      const text = await readFile(file, "utf8");
      await writeFile(file, text.replace("volts < 0", "volts > 0"));
      return { kind: "edited", notes: "Mended the lamp." };
    },
  };
}
