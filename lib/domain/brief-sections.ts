import type { Brief } from "./brief";
import { fenced } from "./untrusted-text";

const charactersMax = 60_000;

/**
 * What a prompt says of a brief, by the name of its placeholder. Whatever came from outside stands in a code block that it
 * cannot close; a part with nothing in it is "".
 */
export function briefSections(brief: Brief): Record<string, string> {
  return {
    pull_request: String(brief.pull_request.number),
    repository: brief.repository,
    commit: brief.commit_sha.slice(0, 7),
    attempt: String(brief.attempt),
    max_attempts: String(brief.max_attempts),
    scope_rules: brief.scope.rules.map((rule) => `- ${rule}`).join("\n"),
    files_max: String(brief.limits.files_max),
    lines_max: String(brief.limits.lines_max),
    minutes: String(brief.limits.minutes),
    failure: block(failure(brief)),
    tests: block(
      brief.tests.length > 0 ? brief.tests.map(test).join("\n\n") : brief.failing_tests.join("\n"),
    ),
    reproduction: block(
      [
        ...new Set(
          brief.reproduction.flatMap((each) => [
            each.command,
            ...(each.focused_command === null ? [] : [`# only the failing tests\n${each.focused_command}`]),
          ]),
        ),
      ].join("\n\n"),
    ),
    diagnostics: block(
      [...brief.diagnostics.map(diagnostic), ...brief.annotations.map(annotation)].join("\n"),
    ),
    excerpts: block(
      brief.excerpts
        .map((each) => `# ${each.job}, lines ${each.start_line} to ${each.end_line}\n${each.text}`)
        .join("\n\n"),
    ),
    log_tail: block(brief.log_tail),
    changed_files: block(brief.changed_files.map(changedFile).join("\n\n")),
    commits: block(brief.commits.map(commit).join("\n\n")),
    implicated_files: block(brief.scope.implicated_files.join("\n")),
    instructions: brief.instructions.map(({ path, text }) => block(`# ${path}\n${text}`)).join("\n\n"),
    earlier_attempts: block(brief.earlier_attempts.map(earlierAttempt).join("\n\n")),
    missing: block(brief.grade.missing.join("\n")),
  };
}

function block(text: string): string {
  return text.trim() === "" ? "" : fenced(text, charactersMax);
}

function failure(brief: Brief): string {
  const { os, versions, provider } = brief.environment;
  const tools = Object.entries(versions).map(([tool, version]) => `${tool} ${version}`);
  return [
    `pull request: ${brief.pull_request.title}`,
    `branch: ${brief.branch}`,
    `run: ${brief.run_id}`,
    `category: ${brief.category}`,
    ...brief.category_reasons.map((reason) => `  ${reason}`),
    ...brief.steps.flatMap(({ job, step, command, exit_code: exitCode }) => [
      `job: ${job}, step: ${step ?? "not named"}, exit code: ${exitCode ?? "not seen"}`,
      ...(command === null ? [] : [`  command: ${command}`]),
    ]),
    `environment: ${[provider, ...(os === null ? [] : [os]), ...tools].join(", ")}`,
  ].join("\n");
}

function test({ id, file, line, message, stack }: Brief["tests"][number]): string {
  const place = file === null ? [] : [`  at ${file}${line === null ? "" : `:${line}`}`];
  return [id, ...place, ...(message === null ? [] : [message]), ...(stack === null ? [] : [stack])].join(
    "\n",
  );
}

function diagnostic({
  tool,
  file,
  line,
  column,
  severity,
  code,
  message,
}: Brief["diagnostics"][number]): string {
  const place = [file, line, column].filter((part) => part !== null).join(":");
  return [place, severity, tool, code, message].filter((part) => part !== null && part !== "").join(" ");
}

function annotation({ file, line, level, message }: Brief["annotations"][number]): string {
  return `${file}${line === null ? "" : `:${line}`} ${level} ${message}`;
}

function changedFile({ path, status, additions, deletions, patch }: Brief["changed_files"][number]): string {
  return `# ${path} (${status}, +${additions} -${deletions})${patch === null ? "" : `\n${patch}`}`;
}

function commit({ sha, message }: Brief["commits"][number]): string {
  return `# ${sha.slice(0, 7)}\n${message}`;
}

function earlierAttempt(attempt: Brief["earlier_attempts"][number]): string {
  const { attempt: number, agent, changed_files: files, diff, result, still_failing: tests } = attempt;
  return [
    `# attempt ${number}${agent === null ? "" : ` by ${agent}`}: ${result}`,
    ...(files.length > 0 ? [`changed: ${files.join(", ")}`] : []),
    ...(tests.length > 0 ? [`still failing: ${tests.join(", ")}`] : []),
    ...(diff === null ? [] : [diff]),
  ].join("\n");
}
