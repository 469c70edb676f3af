import type { Brief } from "@/lib/domain/brief";
import { CopyButton } from "../copy-button";
import { Fact, Facts } from "../evidence/facts";
import { ProposedChanges } from "../evidence/proposed-changes";

/** The agent's only input: the facts that matter, and the whole document as it was handed over. */
export function BriefPanel({ brief }: { brief: Brief }) {
  const focused = brief.reproduction.filter((each) => each.focused_command !== null);
  return (
    <>
      <div className="pt-3">
        <Facts>
          <Fact name="Grade">
            {brief.grade.verdict === "sufficient" ? "Sufficient" : "Thin"} (
            {Math.round(brief.grade.score * 100)} of 100)
          </Fact>
          <Fact name="Attempt">
            {brief.attempt} of {brief.max_attempts}
          </Fact>
          <Fact name="Failing step">{brief.failing_step ?? "not named"}</Fact>
          <Fact name="Failing tests">{brief.failing_tests.length}</Fact>
          <Fact name="Repair branch">
            <code className="font-mono text-xs">{brief.repair_branch}</code>
          </Fact>
          <Fact name="Environment">{environmentWords(brief)}</Fact>
          {brief.grade.missing.length > 0 && <Fact name="Missing">{brief.grade.missing.join("; ")}</Fact>}
        </Facts>
      </div>
      {focused.map(({ runner, focused_command: command }) => (
        <div key={command} className="flex items-start gap-2 border-t px-4 py-2">
          <div className="min-w-0 flex-1">
            <p className="text-xs text-muted-foreground">Only the failing tests, with {runner}</p>
            <pre className="font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]">
              {command}
            </pre>
          </div>
          <CopyButton text={command ?? ""} label="Copy command" />
        </div>
      ))}
      {brief.grade.proposals.length > 0 && <ProposedChanges changes={brief.grade.proposals} />}
      <details className="border-t">
        <summary className="px-4 py-2.5 text-[13px] text-muted-foreground hover:text-foreground">
          The whole brief as JSON
        </summary>
        <section
          aria-label="Brief as JSON"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
          tabIndex={0}
          className="max-h-[32rem] overflow-auto border-t bg-muted/40 p-4"
        >
          <pre className="font-mono text-xs leading-5">{JSON.stringify(brief, null, 2)}</pre>
        </section>
      </details>
    </>
  );
}

function environmentWords({ environment }: Brief): string {
  const versions = Object.entries(environment.versions).map(([tool, version]) => `${tool} ${version}`);
  return [...(environment.os === null ? [] : [environment.os]), ...versions].join(", ") || "not seen";
}
