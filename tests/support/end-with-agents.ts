import { readFileSync } from "node:fs";
import { saveSettings } from "@/lib/db/settings";
import { PolicySettings } from "@/lib/domain/policy";
import { configureAgent } from "@/lib/loops/configure-agent";
import type { World } from "./world";

const pull = "tests/lab/scenarios/toolbelt/pulls/page-rows/1-rows";
const source = "src/pageWindow.js";
const test = "test/pageWindow.test.js";

interface AgentToConfigure {
  name: string;
  options: unknown;
  secret?: string;
}

/**
 * One loop of a pull request of acme/toolbelt with a failing test, in which these agents are asked in their order, until it
 * has ended. The test counts a full last page as having a next one.
 *
 * @param name becomes part of the branch
 */
export async function endWithAgents(world: World, name: string, agents: readonly AgentToConfigure[]) {
  const { id: organizationId } = await world.db.organization.findFirstOrThrow({ where: { login: "acme" } });
  for (const agent of agents) {
    const configured = await configureAgent(world.ctx, { organizationId, byLogin: "ada", ...agent });
    if (configured.kind !== "saved")
      throw new Error(`${agent.name} was not saved: ${JSON.stringify(configured)}`);
  }
  await saveSettings(
    world.db,
    { organizationId, repositoryId: null },
    PolicySettings.parse({
      automaticRepair: true,
      agents: agents.map((agent) => agent.name),
      attemptLimit: 1,
    }),
    "ada",
  );
  const opened = await world.openPull({
    repository: "acme/toolbelt",
    branch: `feature/${name}`,
    author: "will",
    files: {
      [source]: `${readFileSync(`${pull}/${source}`, "utf8")}// ${name}\n`,
      [test]: readFileSync(`${pull}/${test}`, "utf8"),
    },
  });
  const pullRequest = { number: opened.number, repository: { name: "toolbelt" } };
  return world.untilLoop({ pullRequest, endReportedAt: { not: null } }, `the end of ${name}`);
}
