import type { FailureEvidence } from "./failure-evidence";

/** What a security check objected to. `places` are `file:line` as far as the scanner says. */
export interface SecurityFinding {
  kind: "secret" | "audit";
  places: string[];
}

const secretScanners =
  /\b(?:trufflehog|gitleaks|ggshield|gitguardian|detect-secrets|git-secrets|secretlint|talisman|whispers|noseyparker)\b/i;
const secretWords =
  /\b(?:leaks found|found (?:un)?verified result|secrets? (?:was |were )?detected|potential secrets?|push protection|credentials? found)\b/i;
const placesMax = 20;

/**
 * Whether a security failure is a credential in the code or a weakness in what the code depends on; null where the
 * failure is of another category. In doubt a finding is an audit: only words of a secret scanner make it a secret.
 */
export function securityFinding(evidence: FailureEvidence): SecurityFinding | null {
  if (evidence.category !== "security") return null;
  const jobs = evidence.jobs.filter(({ evidence: own }) => own === null || own.category === "security");
  const diagnostics = jobs.flatMap((job) => job.evidence?.diagnostics ?? []);
  const fromScanner = diagnostics.filter(({ tool }) => secretScanners.test(tool));
  const isSecret =
    fromScanner.length > 0 ||
    jobs.some(
      (job) =>
        secretScanners.test(`${job.job} ${job.step ?? ""} ${job.command ?? ""}`) ||
        (job.evidence?.excerpts ?? []).some(({ text }) => secretWords.test(text)),
    );
  const named = isSecret && fromScanner.length > 0 ? fromScanner : diagnostics;
  const places = named.flatMap(({ file, line }) =>
    file === null ? [] : [line === null ? file : `${file}:${line}`],
  );
  return { kind: isSecret ? "secret" : "audit", places: [...new Set(places)].slice(0, placesMax) };
}

/** What a person has to do about a credential in the code, whoever then edits the code. */
export function rotationSteps({ places }: SecurityFinding): string[] {
  const where = places.length === 0 ? "" : ` (${places.slice(0, 5).join(", ")})`;
  return [
    `A secret scan found a credential${where}.`,
    "Revoke it and issue a new one where it comes from: deleting it from the code leaves it valid, and leaves it in the history.",
    "Then keep the new one in the CI's or the deployment's secret store and read it from the environment.",
  ];
}
