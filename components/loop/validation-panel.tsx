import {
  BadgeCheckIcon,
  BadgeXIcon,
  CircleCheckIcon,
  CircleHelpIcon,
  CircleMinusIcon,
  CircleXIcon,
} from "lucide-react";
import { proofWords } from "@/lib/domain/proof-words";
import type { ValidationVerdict } from "@/lib/domain/validation";
import { ExternalLink } from "../external-link";
import { Notice } from "../notice";
import { conclusionWords } from "../status/conclusion-words";
import { Status, type StatusLook } from "../status/status";
import { BeforeAfterTable } from "./before-after-table";

const afterLooks: Record<ValidationVerdict["tests"][number]["after"], StatusLook> = {
  passed: { icon: CircleCheckIcon, tone: "success", word: "Passed" },
  failed: { icon: CircleXIcon, tone: "danger", word: "Failed" },
  skipped: { icon: CircleMinusIcon, tone: "warning", word: "Skipped" },
  not_seen: { icon: CircleHelpIcon, tone: "warning", word: "Not seen" },
};

const before: StatusLook = { icon: CircleXIcon, tone: "danger", word: "Failed" };

/** What CI said of the repaired commit, and what that proves. */
export function ValidationPanel({ validation }: { validation: ValidationVerdict }) {
  const passed = validation.outcome === "pass";
  return (
    <div className="space-y-3 p-4">
      <Notice
        icon={passed ? BadgeCheckIcon : BadgeXIcon}
        tone={passed ? "success" : validation.outcome === "fail" ? "danger" : "warning"}
        title={titleOf(validation)}
      >
        {validation.reasons.join(" ")}
      </Notice>
      {validation.tests.length > 0 && (
        <BeforeAfterTable
          subject="Test"
          rows={validation.tests.map(({ test, after }) => ({
            key: test,
            what: <span className="font-mono text-xs leading-5">{test}</span>,
            before: <Status look={before} />,
            after: <Status look={afterLooks[after]} />,
          }))}
        />
      )}
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-[13px] text-muted-foreground">
        <span>
          Commit <code className="font-mono text-xs">{validation.commitSha.slice(0, 7)}</code>
        </span>
        {validation.runs.map((run) => (
          <ExternalLink key={`${run.provider}:${run.externalId}`} href={run.url}>
            {run.name}: {conclusionWords(run.conclusion)}
          </ExternalLink>
        ))}
      </p>
    </div>
  );
}

/** Only what passed is proven. */
function titleOf({ outcome, level }: ValidationVerdict): string {
  if (outcome === "pass") return `CI is green on the repair · ${proofWords[level]}`;
  return outcome === "fail" ? "CI is still red on the repair" : "CI gave no clear answer";
}
