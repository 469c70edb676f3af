import type { JobEvidence } from "@/lib/domain/failure-evidence";
import { Disclosure } from "../disclosure";
import { ScrollRegion } from "../scroll-region";

interface FailingTestsProps {
  failures: JobEvidence["failures"];
}

const shownMax = 10;

/** Failing tests by the names that their runner prints, each with what it said; a long list is folded after its beginning. */
export function FailingTests({ failures }: FailingTestsProps) {
  const folded = failures.slice(shownMax);
  return (
    <div className="border-t">
      <TestList label="Failing tests" failures={failures.slice(0, shownMax)} />
      {folded.length > 0 && (
        <div className="border-t">
          <Disclosure title="More failing tests" hint={folded.length.toLocaleString("en")}>
            <TestList label="More failing tests" failures={folded} />
          </Disclosure>
        </div>
      )}
    </div>
  );
}

function TestList({ label, failures }: { label: string; failures: JobEvidence["failures"] }) {
  return (
    <ul aria-label={label} className="divide-y">
      {failures.map(({ test, file, line, message, stack }) => (
        <li key={test} className="px-4 py-2 text-[13px]">
          <p className="font-mono text-xs leading-5 font-medium [overflow-wrap:anywhere]">
            <bdi>{test}</bdi>
          </p>
          {file !== null && (
            <p className="font-mono text-xs text-muted-foreground [overflow-wrap:anywhere]">
              {file}
              {line !== null && `:${line}`}
            </p>
          )}
          {message !== null && (
            <p className="mt-1 whitespace-pre-wrap text-muted-foreground [overflow-wrap:anywhere]">
              {message}
            </p>
          )}
          {stack !== null && stack !== "" && (
            <details className="mt-1">
              <summary className="text-xs text-muted-foreground hover:text-foreground">Stack</summary>
              <ScrollRegion label={`Stack of ${test}`}>
                <pre className="mt-1 font-mono text-xs leading-5">{stack}</pre>
              </ScrollRegion>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
