const words: Readonly<Record<string, string>> = {
  success: "passed",
  failure: "failed",
  neutral: "neutral",
  skipped: "skipped",
  cancelled: "cancelled",
  timed_out: "timed out",
  action_required: "waits for approval",
  startup_failure: "could not start",
  stale: "given up by GitHub",
};

/** How a CI run ended, as people say it; null while it runs. What a provider may add later is shown as it says it. */
export function conclusionWords(conclusion: string | null): string {
  if (conclusion === null) return "not finished";
  return words[conclusion] ?? conclusion.replaceAll("_", " ");
}
