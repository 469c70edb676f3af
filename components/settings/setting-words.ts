import type { Policy } from "@/lib/domain/policy";
import { limitWords } from "../agents/budget-words";

interface SettingWords {
  title: string;
  hint: string;
  /** Of a number, in the plural. */
  unit?: string;
  /** The heading of the settings that begin with this one. */
  heading?: string;
}

/** How each setting is called and what it does, in the order of the page. */
export const settingWords: Record<keyof Policy, SettingWords> = {
  automaticRepair: {
    heading: "When a repair begins",
    title: "Automatically fix CI issues",
    hint: "A loop begins by itself when CI fails on a pull request. Off: failures are listed, nothing is repaired.",
  },
  automaticStart: {
    title: "Start agents automatically",
    hint: "Off: a loop decides and makes the agent's session, which then waits on the loop's page until somebody presses Start. After 24 hours a person is asked.",
  },
  settleSeconds: {
    title: "Settle window",
    hint: "How long to wait after the first red run for the others of the same commit.",
    unit: "seconds",
  },
  loopIntervalMinutes: {
    title: "Loop interval",
    hint: "The shortest time between two loops of one pull request.",
    unit: "minutes",
  },
  mode: {
    heading: "What a repair may do",
    title: "Mode",
    hint: "Repair pushes to a branch of its own. Suggest shows the patch and pushes when somebody applies it. Observe collects and decides, and changes nothing.",
  },
  weakeningsMax: {
    title: "Weakened tests allowed",
    hint: "How many places of a patch may weaken a test or silence a check before it is held back. Zero is safest.",
    unit: "places",
  },
  securityRepairs: {
    title: "Security failures",
    hint: "Whether agents may work on vulnerable dependencies, and on credentials that a scan found. A leaked credential is always to be revoked by a person.",
  },
  agents: {
    heading: "Who repairs, and how much",
    title: "Agents",
    hint: "Who may repair, in the order in which they are asked. Names with a comma between them.",
  },
  attemptLimit: {
    title: "Attempt limit",
    hint: "Attempts of one loop before a person takes over. Two or three are a good start.",
    unit: "attempts",
  },
  budgetMinutes: {
    title: "Budget",
    hint: "Agent time for one pull request, over all its loops.",
    unit: "minutes",
  },
  requiredLabel: {
    heading: "Which pull requests and checks",
    title: "Required label",
    hint: "Only pull requests with this label are repaired. Empty: all of them.",
  },
  blockingLabel: {
    title: "Blocking label",
    hint: "Pull requests with this label are left alone.",
  },
  paths: {
    title: "Paths",
    hint: "Only pull requests that change such a file are repaired. Globs with a comma between them; one that begins with ! takes files out again.",
  },
  ignoredChecks: {
    title: "Ignored checks",
    hint: "Checks and statuses of other services that are no failure here, such as codecov/*. Globs with a comma between them.",
  },
};

/** What may be chosen for a setting, in words. */
export const securityChoices = {
  none: "None: a person repairs",
  audits: "Dependency audits",
  all: "Audits and credentials",
} as const satisfies Record<Policy["securityRepairs"], string>;

/** A setting's value as people read it. */
export function settingValueWords(setting: string, value: unknown): string {
  if (setting === "securityRepairs" && typeof value === "string" && value in securityChoices)
    return securityChoices[value as keyof typeof securityChoices].toLowerCase();
  if (setting === "budgets") return limitWords(value);
  if (value === null || value === undefined || value === "") return "not set";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.length === 0 ? "not set" : value.join(", ");
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}
