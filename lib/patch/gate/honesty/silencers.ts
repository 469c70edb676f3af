import type { Category } from "@/lib/domain/loop";
import { isTestPath } from "@/lib/domain/paths/test-path";
import { languageOf } from "@/lib/domain/source/language";

/** Words by which a line keeps a check from looking, or code from being checked. Each is asked of one added line. */
export interface Silencer {
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

export const silencers: readonly Silencer[] = [
  {
    pattern:
      /eslint-disable|biome-ignore|prettier-ignore|oxlint-disable|tslint:disable|stylelint-disable|jshint[ \t]{1,4}ignore|deno-lint-ignore|#[ \t]{0,4}noqa|pylint:[ \t]{0,4}disable|ruff:[ \t]{0,4}noqa|flake8:[ \t]{0,4}noqa|fmt:[ \t]{0,4}(?:off|skip)|yapf:[ \t]{0,4}disable|isort:[ \t]{0,4}skip|\bnolint\b|\bNOLINT|#!?\[(?:allow|expect)\(|rustfmt::skip|@SuppressWarnings|@Suppress\(|rubocop:[ \t]{0,4}disable|standard:disable|phpcs:[ \t]{0,4}(?:ignore|disable)|#pragma[ \t]{1,4}warning[ \t]{1,4}disable|SuppressMessage|shellcheck[ \t]{1,4}disable|swiftlint:disable|ktlint-disable|NOSONAR|checkstyle:off|\/\/[ \t]{0,4}ignore(?:_for_file)?:|#pragma[ \t]{1,4}(?:GCC|clang)[ \t]{1,4}diagnostic|credo:disable|\bnowarn\b|scala(?:style|fix):(?:off|ok)|lint:ignore|noinspection|ReSharper[ \t]{1,4}disable|cppcheck-suppress|clang-format[ \t]{1,4}off|@SuppressLint|@codingStandardsIgnore|rubocop:todo|hadolint[ \t]{1,4}ignore|markdownlint-disable|yamllint[ \t]{1,4}disable|@formatter:off|html-validate-disable|pylint:[ \t]{0,4}skip-file/,
    reason: "A comment or attribute that silences a linter or formatter was added.",
  },
  {
    pattern:
      /@ts-(?:ignore|expect-error|nocheck)|type:[ \t]{0,4}ignore|mypy:[ \t]{0,4}ignore-errors|pyright:[ \t]{0,4}ignore|@phpstan-ignore|@psalm-suppress|\$FlowFixMe|#[ \t]{0,4}pytype:[ \t]{0,4}disable|pyre-(?:ignore|fixme)|#[ \t]{0,4}typed:[ \t]{0,4}(?:false|ignore)|\bT\.(?:unsafe|untyped)\b|#nullable[ \t]{1,4}disable|steep:ignore|@dialyzer\b|@no_type_check/,
    reason: "A comment that silences the type checker was added.",
  },
  {
    pattern:
      /\bas[ \t]{1,4}any\b|\bas[ \t]{1,4}unknown[ \t]{1,4}as\b|:[ \t]{0,4}any\b|<any>|\bcast\([ \t]{0,4}["']?Any\b|(?::|->)[ \t]{0,4}Any\b/,
    reason: "A type was widened to any.",
    applies: (path) => /\.(?:[cm]?tsx?|pyi?)$/.test(path),
    severity: (category) =>
      category === "types" || category === "lint" || category === "build" ? "block" : "warn",
  },
  {
    pattern:
      /[\w)\]]!(?=[.;,)[]|$)|!!(?=[.;,)[]|$)|\binterface\{\}|\bdynamic\b|\bmixed\b|:[ \t]{0,4}Any\b|\[Any\]/,
    reason: "A type was widened, or the compiler was promised that nothing is missing.",
    applies: (path) => /\.(?:tsx?|mts|cts|cs|kts?|swift|dart|go|php|scala)$/.test(path),
    severity: () => "warn",
  },
  {
    pattern: /\.(?:unwrap|unwrap_unchecked)\(\)|\bunsafe[ \t]{0,4}\{|\btransmute\b/,
    reason: "The compiler was promised that nothing is missing.",
    applies: (path) => path.endsWith(".rs") && !isTestPath(path),
    severity: () => "warn",
  },
  {
    pattern: /(?:[ \t(*\]]|\[\])any(?=[ \t,){[]|$)/,
    reason: "A type was widened to any.",
    applies: (path) => path.endsWith(".go"),
    severity: () => "warn",
  },
  {
    pattern:
      /(?::|->|=>)[ \t]{0,4}(?:object|Function)\b|<object>|\((?:Object|object)\)|\bObject[ \t]{1,4}\w+[ \t]{0,4}[=;,)(]/,
    reason: "A type was widened to one that takes almost everything.",
    applies: (path) => /\.(?:tsx?|mts|cts|java|cs|py)$/.test(path),
    severity: () => "warn",
  },
  {
    pattern: /2>[ \t]{0,4}\/dev\/null|&>[ \t]{0,4}\/dev\/null|2>&-/,
    reason: "What a command says when it fails is thrown away.",
    applies: isShellLike,
    severity: () => "warn",
  },
  {
    pattern:
      /istanbul[ \t]{1,4}ignore|\bc8[ \t]{1,4}ignore|\bv8[ \t]{1,4}ignore|pragma:[ \t]{0,4}no[ \t]{0,4}cover|ExcludeFromCodeCoverage|@codeCoverageIgnore|:nocov:/,
    reason: "Code was taken out of the coverage that is measured.",
  },
  {
    pattern: /#[ \t]{0,4}nosec\b|\bnosemgrep\b|checkov:skip|trivy:ignore|codeql\[/,
    reason: "A security check was silenced.",
  },
  {
    pattern:
      /\|\|[ \t]{0,4}(?:true|:|exit[ \t]{1,4}0|echo|\/bin\/true)(?=\s|;|$|["'`)])|\bset[ \t]{1,4}\+e\b|;[ \t]{0,4}true[ \t]{0,4}$|\btrap[ \t]{1,4}['"]?[ \t]{0,4}(?:true|:|exit 0)/,
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
      /NODE_ENV\W{1,6}test\b|JEST_WORKER_ID|\bVITEST(?:_\w+)?\b|PYTEST_CURRENT_TEST|["']pytest["'][ \t]{1,4}in[ \t]{1,4}sys\.modules|["']unittest["'][ \t]{1,4}in[ \t]{1,4}sys\.modules|testing\.Testing\(\)|\benv\.CI\b|(?:environ(?:\.get)?|getenv|ENV|LookupEnv|Getenv)\W{1,8}CI["']|RAILS_ENV|NODE_TEST_CONTEXT|\bcfg!\(test\)|PHPUNIT_|PHPUNIT_COMPOSER|\bin_test_mode\b|isRunning(?:Unit)?Tests?\b|runningUnitTests|running_tests\b|RUNNING_TESTS?\b|IS_TEST(?:ING)?\b|Rails\.env\.test|\bMix\.env\b|RACK_ENV|APP_ENV|environment\([ \t]{0,4}["']testing|XCTest|FLUTTER_TEST|BATS_(?:TEST|VERSION)\w*|GTEST_|["']\.test["']|typeof[ \t]{1,4}(?:jest|describe|it|vi|expect)\b|import\.meta\.vitest|\bcfg(?:_attr)?\([ \t]{0,4}not\([ \t]{0,4}test|GITHUB_ACTIONS\b|\bCIRCLECI\b|org\.junit|java\.class\.path|surefire|StartsWith\([ \t]{0,4}["'](?:nunit|xunit|mstest|testhost)|testhost|DJANGO_TEST|TESTING["']?\]|\bTEST_MODE\b|MIX_ENV|_pytest\b|profiles\.active|(?:={2,3}|equals\(|\beq\b)[ \t]{0,4}["']test(?:s|ing)?["']|["']test(?:s|ing)?["']\.equals/,
    reason: "The code asks whether it is being tested.",
    applies: (path) => !isTestPath(path) && languageOf(path) !== null,
  },
  {
    pattern:
      /\bseterr(?:call)?\(|\bfilterwarnings\(|\bsimplefilter\(|\bdisable_warnings\(|\blogging\.disable\(|\$VERBOSE[ \t]{0,4}=[ \t]{0,4}nil|\berror_reporting\([ \t]{0,4}0|\bcaptureWarnings\(|--no-warnings|NODE_NO_WARNINGS/,
    reason: "Warnings are hushed, not heeded.",
    severity: (_, path) => (isTestPath(path) ? "block" : "warn"),
  },
  {
    pattern: /\basync[ \t]{1,4}void\b/,
    reason: "Nobody waits for this test: its failure comes too late to count.",
    applies: (path) => isTestPath(path) && path.endsWith(".cs"),
  },
  {
    pattern:
      /\bassert\w{0,20}["'`)\]]{0,3}\.\w{1,40}[ \t]{0,4}=(?![=>])|\bexpect\.extend\([ \t]{0,4}\{[^}]{0,120}\bto(?:Be|Equal|StrictEqual|Throw|Match|Contain|HaveLength)\b|\bexpect[ \t]{0,4}=(?!=)|\bglobal(?:This)?\.(?:expect|assert|it|test|describe)[ \t]{0,4}=(?!=)/,
    reason: "An assertion of the library was replaced by another.",
    applies: isTestPath,
  },
  {
    pattern: /^[ \t]{0,40}(\w{2,40})\b[^|]{0,200}\|\|[ \t]{0,4}\1\b/,
    reason: "A command runs again where it failed.",
    applies: isShellLike,
  },
  {
    pattern:
      /\b(?:process\.exit|sys\.exit|os\._exit|os\.Exit|System\.exit|Environment\.Exit)\([ \t]{0,4}0?[ \t]{0,4}\)|\bexit[ \t]{1,4}0\b|\b(?:exitCode|exit_?status|failure_exit_code|exit_code)[ \t]{0,4}=[ \t]{0,4}0\b/,
    reason: "A test ends its process as if it had passed.",
    applies: isTestPath,
  },
  {
    pattern:
      /\bcollect_ignore(?:_glob)?\b|\bpytest_(?:runtest_makereport|collection_modifyitems|ignore_collect|sessionfinish|runtest_protocol)\b|\bfilter_run_excluding\b|\.outcome[ \t]{0,4}=[ \t]{0,4}["']passed|\bexcludes?(?:Category|Groups|Tags)\b/,
    reason: "The tests now decide themselves what is collected or what is reported.",
    applies: isTestPath,
  },
  {
    pattern:
      /^[ \t]{0,4}\/\/\s?(?:go:build|[ \t]{0,4}\+build)\b|^[ \t]{0,4}#!?\[cfg(?!\(test\)\])(?:_attr)?\(|^[ \t]{0,4}#[ \t]{0,4}if(?:def|ndef)?\b/,
    reason: "Tests are compiled only under a condition.",
    applies: (path) => isTestPath(path) || /\.rs$/.test(path),
    severity: (_, path) => (isTestPath(path) ? "block" : "warn"),
  },
];
