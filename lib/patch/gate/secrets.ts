import { isTestPath } from "@/lib/domain/paths/test-path";
import { addedLines, type PatchFile, removedLines } from "../patch";
import { decodedViews } from "./decoded-views";
import type { GateFinding, GateInput, GateRule, GateRules } from "./rule";

/** A password that a test makes up is worth a remark; a token of a known service is never made up. */
function severity(path: string, certain: boolean): GateFinding["severity"] {
  return certain || !isTestPath(path) ? "block" : "warn";
}

async function encodedSecrets(file: PatchFile, text: string, rules: GateRules): Promise<GateFinding[]> {
  const lines = addedLines(file);
  const findings: GateFinding[] = [];
  const seen = new Set<number | null>();
  for (const view of decodedViews(text)) {
    // A name beside a value says nothing in a text that was decoded on suspicion: only what is certain counts.
    const found = (await rules.findSecrets(view.text)).find(({ certain }) => certain);
    const line = lines[view.line - 1]?.newLine ?? null;
    if (found === undefined || seen.has(line)) continue;
    seen.add(line);
    findings.push({
      rule: "secrets",
      severity: "block",
      path: file.path,
      line,
      reason: `Added lines hide what looks like a secret (${found.what}) as ${view.encoding}.`,
    });
  }
  return findings;
}

async function judgeFile(file: PatchFile, rules: GateRules): Promise<GateFinding[]> {
  const added = addedLines(file);
  if (added.length === 0) return [];
  const text = added.map((line) => line.text).join("\n");
  const plain = await rules.findSecrets(text);
  if (plain.length === 0) return encodedSecrets(file, text, rules);
  // What stood there before was only moved or indented anew.
  const gone = new Set(removedLines(file).map((line) => line.text.trim()));
  return plain.flatMap((secret) => {
    const line = added[secret.line - 1];
    if (!secret.certain && line !== undefined && gone.has(line.text.trim())) return [];
    return [
      {
        rule: "secrets",
        severity: severity(file.path, secret.certain),
        path: file.path,
        line: line?.newLine ?? null,
        reason: `An added line has what looks like a secret: ${secret.what}.`,
      },
    ];
  });
}

/** Nothing that looks like a credential leaves in a patch, wherever it came from and however it is spelled. */
export const secrets: GateRule = {
  id: "secrets",
  async judge({ patch, rules }: GateInput) {
    const findings = [];
    for (const file of patch.files) {
      findings.push(...(await judgeFile(file, rules)));
      // A name carries a token out as well as a line does.
      const named = (await rules.findSecrets(file.path)).find(({ certain }) => certain);
      if (named && file.status === "added")
        findings.push({
          rule: "secrets",
          severity: "block" as const,
          path: "",
          line: null,
          reason: `The name of a new file looks like a secret: ${named.what}.`,
        });
    }
    return findings;
  },
};
