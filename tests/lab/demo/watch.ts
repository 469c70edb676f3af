import type { Db } from "@/lib/db/client";
import { ValidationVerdict } from "@/lib/domain/validation";
import type { SeededScenario } from "../state/model";
import type { ScenarioOutcome } from "./outcome";

/** The newest loop of a scenario's pull request, null while there is none. */
export async function outcomeOf(
  db: Db,
  scenario: SeededScenario,
): Promise<{ ended: boolean; state: string; outcome: ScenarioOutcome } | null> {
  const loop = await db.repairLoop.findFirst({
    where: {
      organization: { login: scenario.organization },
      repository: { name: scenario.repository },
      pullRequest: { number: scenario.pullRequest },
    },
    orderBy: { createdAt: "asc" },
    include: { attempts: true },
  });
  if (loop === null) return null;
  const proof = ValidationVerdict.safeParse(loop.proof);
  const end = loop.endedAt ?? loop.progressedAt;
  return {
    ended: loop.state === "ended" && loop.endReportedAt !== null,
    state: loop.state === "ended" ? (loop.outcome ?? "ended") : `${loop.state} (attempt ${loop.attempt})`,
    outcome: {
      organization: scenario.organization,
      repository: scenario.repository,
      pullRequest: scenario.pullRequest,
      scenario: scenario.name,
      category: loop.category,
      outcome: loop.outcome,
      attempts: loop.attempts.filter((attempt) => attempt.publishedAt !== null).length,
      proof: proof.success ? proof.data.level : "none",
      repairPullRequest: loop.repairPullRequestNumber,
      reason: loop.endReason,
      seconds: Math.round((end.getTime() - loop.createdAt.getTime()) / 100) / 10,
    },
  };
}

/** Tells each change of each scenario once, until all have ended or time is up. */
export async function watchScenarios(
  db: Db,
  scenarios: readonly SeededScenario[],
  options: { until: () => boolean; tell: (line: string) => void; pause: () => Promise<void> },
): Promise<Map<string, ScenarioOutcome | null>> {
  const told = new Map<string, string>();
  const ended = new Map<string, ScenarioOutcome | null>();
  while (ended.size < scenarios.length && !options.until()) {
    for (const scenario of scenarios) {
      if (ended.has(scenario.name)) continue;
      const now = await outcomeOf(db, scenario);
      if (now === null) continue;
      const line = `${scenario.organization}/${scenario.repository}#${scenario.pullRequest} ${scenario.name}: ${now.state}${now.outcome.reason === null ? "" : `: ${now.outcome.reason}`}`;
      if (told.get(scenario.name) !== line) options.tell(line);
      told.set(scenario.name, line);
      if (now.ended) ended.set(scenario.name, now.outcome);
    }
    await options.pause();
  }
  for (const scenario of scenarios)
    if (!ended.has(scenario.name)) ended.set(scenario.name, (await outcomeOf(db, scenario))?.outcome ?? null);
  return ended;
}
