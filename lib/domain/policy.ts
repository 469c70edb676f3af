import { z } from "zod";

/**
 * `repair` lets loops push; `suggest` makes the repair and offers it, and pushes when somebody applies it; `observe`
 * collects and decides, and shows what would have been done.
 */
export const RepairMode = z.enum(["repair", "suggest", "observe"]);
export type RepairMode = z.infer<typeof RepairMode>;

/** Who may work on security failures: nobody, agents on dependency audits, or agents on leaked credentials too. */
export const SecurityRepairs = z.enum(["none", "audits", "all"]);
export type SecurityRepairs = z.infer<typeof SecurityRepairs>;

const Label = z.string().trim().min(1).max(50);
/** Globs as picomatch reads them. A "!" at the front takes out what an earlier one let in. */
const Globs = z.array(z.string().trim().min(1).max(200)).min(1).max(50);

/** The settings of one level. Every field may be absent: the level above then decides. */
export const PolicySettings = z.strictObject({
  automaticRepair: z.boolean().nullable().default(null),
  automaticStart: z.boolean().nullable().default(null),
  mode: RepairMode.nullable().default(null),
  attemptLimit: z.int().min(1).max(5).nullable().default(null),
  loopIntervalMinutes: z.int().min(0).max(1440).nullable().default(null),
  settleSeconds: z.int().min(0).max(900).nullable().default(null),
  agents: z.array(z.string().min(1)).min(1).nullable().default(null),
  budgetMinutes: z.int().min(1).max(600).nullable().default(null),
  weakeningsMax: z.int().min(0).max(20).nullable().default(null),
  securityRepairs: SecurityRepairs.nullable().default(null),
  requiredLabel: Label.nullable().default(null),
  blockingLabel: Label.nullable().default(null),
  paths: Globs.nullable().default(null),
  ignoredChecks: Globs.nullable().default(null),
});
export type PolicySettings = z.infer<typeof PolicySettings>;

/** The settings in force. `budgetMinutes` is agent time per pull request, over all its loops. */
export interface Policy {
  automaticRepair: boolean;
  /** Whether agents start by themselves. Off: a loop makes its session and waits until a person starts it. */
  automaticStart: boolean;
  mode: RepairMode;
  attemptLimit: number;
  loopIntervalMinutes: number;
  settleSeconds: number;
  agents: readonly string[];
  budgetMinutes: number;
  /** How many weakened tests or silenced checks a patch may hold before the patch gate blocks it. */
  weakeningsMax: number;
  securityRepairs: SecurityRepairs;
  /** Only pull requests with this label are repaired; empty: all. */
  requiredLabel: string;
  /** Pull requests with this label are left alone; empty: none. */
  blockingLabel: string;
  /** Only pull requests that change such a file are repaired; empty: all. */
  paths: readonly string[];
  /** Names of other services' checks that are no failure and no proof. */
  ignoredChecks: readonly string[];
}

export type PolicySource = "default" | "organization" | "repository";

/** One setting in force, and the level it comes from. */
export interface EffectiveSetting<T> {
  value: T;
  source: PolicySource;
}

export type EffectivePolicy = { [K in keyof Policy]: EffectiveSetting<Policy[K]> };

export const defaultPolicy: Policy = {
  automaticRepair: false,
  automaticStart: true,
  mode: "repair",
  attemptLimit: 3,
  loopIntervalMinutes: 5,
  settleSeconds: 30,
  agents: ["fixers", "search"],
  budgetMinutes: 30,
  weakeningsMax: 0,
  securityRepairs: "audits",
  requiredLabel: "",
  blockingLabel: "",
  paths: [],
  ignoredChecks: [],
};

/**
 * Resolves each setting on its own: repository, then organization, then default.
 * `defaults` lets an installation shift the product's defaults (for example a shorter settle window).
 */
export function effectivePolicy(
  organization: PolicySettings | null,
  repository: PolicySettings | null,
  defaults: Policy = defaultPolicy,
): EffectivePolicy {
  function resolve<K extends keyof Policy>(key: K): EffectiveSetting<Policy[K]> {
    const ofRepository = repository?.[key] as Policy[K] | null | undefined;
    if (ofRepository !== null && ofRepository !== undefined)
      return { value: ofRepository, source: "repository" };
    const ofOrganization = organization?.[key] as Policy[K] | null | undefined;
    if (ofOrganization !== null && ofOrganization !== undefined)
      return { value: ofOrganization, source: "organization" };
    return { value: defaults[key], source: "default" };
  }
  return {
    automaticRepair: resolve("automaticRepair"),
    automaticStart: resolve("automaticStart"),
    mode: resolve("mode"),
    attemptLimit: resolve("attemptLimit"),
    loopIntervalMinutes: resolve("loopIntervalMinutes"),
    settleSeconds: resolve("settleSeconds"),
    agents: resolve("agents"),
    budgetMinutes: resolve("budgetMinutes"),
    weakeningsMax: resolve("weakeningsMax"),
    securityRepairs: resolve("securityRepairs"),
    requiredLabel: resolve("requiredLabel"),
    blockingLabel: resolve("blockingLabel"),
    paths: resolve("paths"),
    ignoredChecks: resolve("ignoredChecks"),
  };
}

/** The values alone, for decisions. */
export function policyValues(effective: EffectivePolicy): Policy {
  return {
    automaticRepair: effective.automaticRepair.value,
    automaticStart: effective.automaticStart.value,
    mode: effective.mode.value,
    attemptLimit: effective.attemptLimit.value,
    loopIntervalMinutes: effective.loopIntervalMinutes.value,
    settleSeconds: effective.settleSeconds.value,
    agents: effective.agents.value,
    budgetMinutes: effective.budgetMinutes.value,
    weakeningsMax: effective.weakeningsMax.value,
    securityRepairs: effective.securityRepairs.value,
    requiredLabel: effective.requiredLabel.value,
    blockingLabel: effective.blockingLabel.value,
    paths: effective.paths.value,
    ignoredChecks: effective.ignoredChecks.value,
  };
}
