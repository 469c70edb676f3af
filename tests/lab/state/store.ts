import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { emptyBuildkiteState } from "../buildkite/model";
import { emptyCircleState } from "../circleci/model";
import { emptyVercelState } from "../vercel/model";
import type { LabState } from "./model";

export interface StateStore {
  state: LabState;
  save(): void;
  /** Writes what is still waiting. */
  flush(): void;
}

const saveDelayMs = 20;

/** Opens the state file, or begins an empty world. A file is replaced by rename: a kill leaves the old or the new one. */
export function openStateStore(file: string): StateStore {
  mkdirSync(dirname(file), { recursive: true });
  const state = readState(file) ?? emptyState();
  let timer: NodeJS.Timeout | null = null;
  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    const temporary = `${file}.next`;
    writeFileSync(temporary, JSON.stringify(state));
    renameSync(temporary, file);
  };
  return {
    state,
    flush,
    save: () => {
      timer ??= setTimeout(flush, saveDelayMs);
    },
  };
}

function readState(file: string): LabState | null {
  try {
    // What an older lab did not keep begins empty.
    return { ...emptyState(), ...(JSON.parse(readFileSync(file, "utf8")) as LabState) };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new Error(`The lab's state file ${file} cannot be read. Delete the data folder to begin anew.`, {
      cause: error,
    });
  }
}

function emptyState(): LabState {
  return {
    version: 1,
    nextId: 10_001,
    timeOffsetMs: 0,
    app: null,
    manifestCodes: [],
    webhookUrl: null,
    accounts: [],
    memberships: [],
    installations: [],
    repositories: [],
    pullRequests: [],
    issueComments: [],
    checkSuites: [],
    checkRuns: [],
    statuses: [],
    deployments: [],
    deploymentStatuses: [],
    activities: [],
    workflows: [],
    workflowRuns: [],
    jobs: [],
    artifacts: [],
    deliveries: [],
    tokens: [],
    oauthCodes: [],
    scenarios: [],
    circleci: emptyCircleState(),
    buildkite: emptyBuildkiteState(),
    vercel: emptyVercelState(),
  };
}
