import type { Category } from "@/lib/domain/loop";
import { isTestPath } from "@/lib/domain/paths/test-path";
import { languageOf } from "@/lib/domain/source/language";
import { addedLines, type PatchFile, type PatchLine, removedLines } from "../../patch";
import type { GateFinding, GateRule } from "../rule";

interface Silencer {
  pattern: RegExp;
  reason: string;
  applies?: (path: string) => boolean;
  severity?: (category: Category, path: string) => "block" | "warn";
}

function isShellLike(path: string): boolean {
  const language = languageOf(path);
  return (
    language === "shell" || (language === null && !/\.(?:md|mdx|txt|rst|adoc|html|css|json|svg)$/i.test(path))
  );
}

const silencers: readonly Silencer[] = [
  {
    pattern:
      /eslint-disable|biome-ignore|prettier-ignore|oxlint-disable|tslint:disable|stylelint-disable|jshint\s+ignore|deno-lint-ignore|#\s*noqa|pylint:\s*disable|ruff:\s*noqa|flake8:\s*noqa|fmt:\s*(?:off|skip)|yapf:\s*disable|isort:\s*skip|\bnolint\b|\bNOLINT|#!?\[(?:allow|expect)\(|rustfmt::skip|@SuppressWarnings|@Suppress\(|rubocop:\s*disable|standard:disable|phpcs:\s*(?:ignore|disable)|#pragma\s+warning\s+disable|SuppressMessage|shellcheck\s+disable|swiftlint:disable|ktlint-disable|NOSONAR|checkstyle:off/,
    reason: "A comment or attribute that silences a linter or formatter was added.",
  },
  {
    pattern:
      /@ts-(?:ignore|expect-error|nocheck)|type:\s*ignore|mypy:\s*ignore-errors|pyright:\s*ignore|@phpstan-ignore|@psalm-suppress|\$FlowFixMe|#\s*pytype:\s*disable/,
    reason: "A comment that silences the type checker was added.",
  },
  {
    pattern: /\bas\s+any\b|\bas\s+unknown\s+as\b|:\s*any\b|<any>|\bcast\(\s*["']?Any\b|(?::|->)\s*Any\b/,
    reason: "A type was widened to any.",
    applies: (path) => /\.(?:[cm]?tsx?|pyi?)$/.test(path),
    severity: (category) =>
      category === "types" || category === "lint" || category === "build" ? "block" : "warn",
  },
  {
    pattern:
      /istanbul\s+ignore|\bc8\s+ignore|\bv8\s+ignore|pragma:\s*no\s*cover|ExcludeFromCodeCoverage|@codeCoverageIgnore|:nocov:/,
    reason: "Code was taken out of the coverage that is measured.",
  },
  {
    pattern: /#\s*nosec\b|\bnosemgrep\b|checkov:skip|trivy:ignore|codeql\[/,
    reason: "A security check was silenced.",
  },
  {
    pattern:
      /\|\|\s*(?:true|:|exit\s+0|echo|\/bin\/true)(?=\s|;|$|["'`)])|\bset\s+\+e\b|;\s*true\s*$|\btrap\s+['"]?\s*(?:true|:|exit 0)/,
    reason: "The exit status of a command is thrown away.",
    applies: (path) => isShellLike(path) || /package\.json$/.test(path),
  },
  {
    pattern:
      /--pass-?[wW]ith-?[nN]o-?[tT]ests|passWithNoTests|continue-on-error|allow_failure|-DskipTests|-Dmaven\.test\.skip|--exit-zero|--no-verify|testPathIgnorePatterns|--ignore-scripts=false|--allow-failure/,
    reason: "A check was told to pass without having checked.",
  },
  {
    pattern:
      /NODE_ENV\W{1,6}test\b|JEST_WORKER_ID|\bVITEST(?:_\w+)?\b|PYTEST_CURRENT_TEST|["']pytest["']\s+in\s+sys\.modules|["']unittest["']\s+in\s+sys\.modules|testing\.Testing\(\)|\benv\.CI\b|(?:environ(?:\.get)?|getenv|ENV|LookupEnv|Getenv)\W{1,8}CI["']|RAILS_ENV|NODE_TEST_CONTEXT|\bcfg!\(test\)|PHPUNIT_|PHPUNIT_COMPOSER|\bin_test_mode\b|isRunningTests?\b/,
    reason: "The code asks whether it is being tested.",
    applies: (path) => !isTestPath(path) && languageOf(path) !== null,
  },
  {
    pattern:
      /\b(?:process\.exit|sys\.exit|os\._exit|os\.Exit|System\.exit|Environment\.Exit)\(\s*0?\s*\)|\bexit\s+0\b/,
    reason: "A test ends its process as if it had passed.",
    applies: isTestPath,
  },
  {
    pattern:
      /\bcollect_ignore(?:_glob)?\b|\bpytest_(?:runtest_makereport|collection_modifyitems|ignore_collect|sessionfinish|runtest_protocol)\b|\bfilter_run_excluding\b|\.outcome\s*=\s*["']passed|\bexcludes?(?:Category|Groups|Tags)\b/,
    reason: "The tests now decide themselves what is collected or what is reported.",
    applies: isTestPath,
  },
  {
    pattern:
      /^\s*\/\/\s?(?:go:build|\s*\+build)\b|^\s*#!?\[cfg(?!\(test\)\])(?:_attr)?\(|^\s*#\s*if(?:def|ndef)?\b/,
    reason: "Tests are compiled only under a condition.",
    applies: (path) => isTestPath(path) || /\.rs$/.test(path),
    severity: (_, path) => (isTestPath(path) ? "block" : "warn"),
  },
];

/** Lines that came and did not only move: each removed line with the same text cancels one. */
function newLines(file: PatchFile): PatchLine[] {
  const gone = removedLines(file).map(({ text }) => text.trim());
  return addedLines(file).filter(({ text }) => {
    const index = gone.indexOf(text.trim());
    if (index !== -1) gone.splice(index, 1);
    return index === -1;
  });
}

function judgeFile(file: PatchFile, category: Category): GateFinding[] {
  const lines = newLines(file);
  const removed = removedLines(file);
  return silencers.flatMap(({ pattern, reason, applies, severity }) => {
    if (applies && !applies(file.path)) return [];
    const hits = lines.filter(({ text }) => pattern.test(text));
    // A line that had it before and was edited has it still: nothing is newly silenced.
    if (hits.length <= removed.filter(({ text }) => pattern.test(text)).length) return [];
    return [
      {
        rule: "silenced-checks",
        severity: severity?.(category, file.path) ?? ("block" as const),
        path: file.path,
        line: hits[0]?.newLine ?? null,
        reason,
      },
    ];
  });
}

/** A check that no longer looks is not a check that passes. */
export const silencedChecks: GateRule = {
  id: "silenced-checks",
  judge: ({ patch, rules }) => patch.files.flatMap((file) => judgeFile(file, rules.category)),
};
