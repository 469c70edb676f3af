import { z } from "zod";
import { PolicySettings } from "@/lib/domain/policy";

const text = z.string().max(500).default("");
const onOff = z.enum(["", "true", "false"]).default("");

/** An empty field means "not set here". */
const Form = z.object({
  automaticRepair: onOff,
  automaticStart: onOff,
  mode: text,
  attemptLimit: text,
  loopIntervalMinutes: text,
  settleSeconds: text,
  agents: text,
  budgetMinutes: text,
  weakeningsMax: text,
  securityRepairs: text,
  requiredLabel: text,
  blockingLabel: text,
  paths: text,
  ignoredChecks: text,
});

export type ParsedSettings =
  | { ok: true; settings: PolicySettings }
  /** Names of the fields that cannot be used, with why. */
  | { ok: false; problems: Record<string, string> };

/** Reads the settings form. `agentIds` are the agents that this installation has. */
export function parseSettingsForm(form: FormData, agentIds: readonly string[]): ParsedSettings {
  const given = Form.parse(Object.fromEntries(form));
  const agents = listOf(given.agents) ?? [];
  const parsed = PolicySettings.safeParse({
    automaticRepair: booleanOf(given.automaticRepair),
    automaticStart: booleanOf(given.automaticStart),
    mode: given.mode || null,
    attemptLimit: numberOf(given.attemptLimit),
    loopIntervalMinutes: numberOf(given.loopIntervalMinutes),
    settleSeconds: numberOf(given.settleSeconds),
    agents: listOf(given.agents),
    budgetMinutes: numberOf(given.budgetMinutes),
    weakeningsMax: numberOf(given.weakeningsMax),
    securityRepairs: given.securityRepairs || null,
    requiredLabel: given.requiredLabel.trim() || null,
    blockingLabel: given.blockingLabel.trim() || null,
    paths: listOf(given.paths),
    ignoredChecks: listOf(given.ignoredChecks),
  });
  const problems = parsed.success ? {} : problemsOf(parsed.error);
  const unknown = agents.filter((name) => !agentIds.includes(name));
  if (unknown.length > 0)
    problems.agents = `There is no agent "${unknown[0]}". Known: ${agentIds.join(", ")}.`;
  return parsed.success && unknown.length === 0
    ? { ok: true, settings: parsed.data }
    : { ok: false, problems };
}

function booleanOf(value: z.infer<typeof onOff>): boolean | null {
  return value === "" ? null : value === "true";
}

/** Names with a comma between them. */
function listOf(value: string): string[] | null {
  return value.trim() === "" ? null : value.split(",").map((name) => name.trim());
}

/** Text that is no number goes on as it is, for the schema to refuse. */
function numberOf(value: string): number | string | null {
  if (value.trim() === "") return null;
  return /^\d{1,6}$/.test(value.trim()) ? Number(value) : value;
}

function problemsOf(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(error.issues.map((issue) => [String(issue.path[0]), explain(issue)]));
}

function explain(issue: z.core.$ZodIssue): string {
  if (issue.code === "too_small") return `At least ${issue.minimum}.`;
  if (issue.code === "too_big")
    return issue.origin === "string"
      ? `At most ${issue.maximum} characters each.`
      : `At most ${issue.maximum}.`;
  return "A whole number.";
}
