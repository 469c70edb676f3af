import type { Family } from "../family";
import { unwrap } from "./unwrap";

const rule =
  /^(?:\[(?:WARNING|ERROR)\] )?(?:Rule \d+: (?<code>[\w.]+)(?:\([\w-]+\))? failed with message:?|(?<conflict>(?:Dependency convergence|Require upper bound dependencies) error for .*))$/;

/** Maven's enforcer: a rule that failed, with the conflicts it found. */
export const mavenEnforcer: Family = {
  id: "maven-enforcer",
  triggers: ["failed with message", "dependency convergence error for", "upper bound dependencies error for"],
  open(emit) {
    let ruleLine = 0;
    return {
      line(text, lineNumber) {
        const found = rule.exec(unwrap(text).trim())?.groups;
        if (!found) return false;
        const belongsToRule = ruleLine > 0 && lineNumber - ruleLine < 200;
        if (found.code) ruleLine = lineNumber;
        else if (belongsToRule) return false;
        emit({
          kind: "diagnostic",
          startLine: lineNumber,
          endLine: lineNumber,
          diagnostic: {
            file: null,
            line: null,
            column: null,
            severity: "error",
            code: found.code?.split(".").at(-1) ?? null,
            message: found.conflict ?? `Rule ${found.code ?? ""} failed`,
          },
        });
        return false;
      },
    };
  },
};
