import type { JobEvidence } from "@/lib/domain/failure-evidence";

interface FailingTestsProps {
  failures: JobEvidence["failures"];
}

/** Failing tests by the names that their runner prints, each with what it said. */
export function FailingTests({ failures }: FailingTestsProps) {
  return (
    <ul aria-label="Failing tests" className="divide-y border-t">
      {failures.map(({ test, file, line, message, stack }) => (
        <li key={test} className="px-4 py-2 text-[13px]">
          <p className="font-mono text-xs leading-5 font-medium [overflow-wrap:anywhere]">{test}</p>
          {file !== null && (
            <p className="font-mono text-xs text-muted-foreground">
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
              <pre className="mt-1 overflow-x-auto font-mono text-xs leading-5">{stack}</pre>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
