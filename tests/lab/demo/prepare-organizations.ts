import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Db } from "@/lib/db/client";
import { PolicySettings } from "@/lib/domain/policy";
import { PullDescription, RepositoryDescription } from "../seed/describe";
import { isOnPath } from "../seed/scenarios";

const scenariosFolder = join("tests", "lab", "scenarios");
const waitMs = 60_000;

/**
 * Turns automatic repair on for the lab's organizations, which is off by default, and gives repositories the settings
 * that their scenarios are described under. Waits until the product has found its installations.
 */
export async function prepareOrganizations(db: Db): Promise<void> {
  const settings = repositorySettings();
  const deadline = Date.now() + waitMs;
  for (const [name, values] of settings) {
    const repository = await untilKnown(db, name, deadline);
    const { organizationId, id: repositoryId } = repository;
    await db.organizationSettings.upsert({
      where: { organizationId },
      create: { organizationId, automaticRepair: true },
      update: { automaticRepair: true },
    });
    const { agents: _agents, paths: _paths, ignoredChecks: _checks, ...plain } = values;
    await db.repositorySettings.upsert({
      where: { repositoryId },
      create: { repositoryId, organizationId, ...plain },
      update: plain,
    });
  }
}

async function untilKnown(db: Db, name: string, deadline: number) {
  for (;;) {
    const repository = await db.repository.findFirst({ where: { name, removedAt: null } });
    if (repository !== null) return repository;
    if (Date.now() > deadline)
      throw new Error(`The product did not find the lab's repository ${name} within a minute.`);
    await delay(100);
  }
}

/** The repositories that the lab has: one whose program is missing on this machine is not among them. */
export function scenarioRepositories(): { name: string; description: RepositoryDescription }[] {
  return subfolders(scenariosFolder)
    .map((name) => ({
      name,
      description: RepositoryDescription.parse(readJson(join(scenariosFolder, name, "repository.json"))),
    }))
    .filter(({ description: { needs } }) => needs === undefined || isOnPath(needs));
}

function repositorySettings(): Map<string, PolicySettings> {
  const found = new Map<string, PolicySettings>();
  for (const { name } of scenarioRepositories()) {
    const pulls = join(scenariosFolder, name, "pulls");
    let settings = {};
    for (const pull of subfolders(pulls))
      settings = {
        ...settings,
        ...PullDescription.parse(readJson(join(pulls, pull, "pull.json"))).expect.settings,
      };
    found.set(name, PolicySettings.parse(settings));
  }
  return found;
}

function subfolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
