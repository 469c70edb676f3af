import { addedLines } from "../patch";
import type { GateRule } from "./rule";

/** Nothing that looks like a credential leaves in a patch, wherever it came from. */
export const secrets: GateRule = {
  id: "secrets",
  async judge({ patch, rules }) {
    const findings = [];
    for (const file of patch.files) {
      const added = addedLines(file);
      if (added.length === 0) continue;
      const found = await rules.findSecrets(added.map((line) => line.text).join("\n"));
      for (const secret of found)
        findings.push({
          rule: "secrets",
          severity: "block" as const,
          path: file.path,
          line: added[secret.line - 1]?.newLine ?? null,
          reason: `An added line has what looks like a secret: ${secret.what}.`,
        });
    }
    return findings;
  },
};
