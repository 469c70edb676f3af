import type { Category } from "@/lib/domain/loop";

/** Words of commands, by what they are for; the first list with a word in the command wins. In lower case. */
const purposes: readonly (readonly [Category, readonly string[]])[] = [
  ["security", ["audit", "trufflehog", "gitleaks", "trivy", "snyk", "bandit", "gosec", "semgrep", "codeql"]],
  ["deploy", ["deploy", "vercel", "kubectl", "helm ", "terraform apply", "publish", "release", "migrate"]],
  [
    "lint",
    [
      "lint",
      "prettier",
      "biome",
      "ruff",
      "black",
      "flake8",
      "fmt",
      "format",
      "rubocop",
      "checkstyle",
      "spotless",
      "clippy",
      "pre-commit",
      "style",
      "cs-fixer",
      "phpcs",
      "phpstan",
      "phpmd",
      "credo",
      "htmlproofer",
      "linkcheck",
      "awesome_bot",
    ],
  ],
  ["types", ["tsc", "type-check", "typecheck", "mypy", "pyright", "flow check", "dialyzer", "psalm"]],
  [
    "test",
    [
      "test",
      "jest",
      "vitest",
      "mocha",
      "rspec",
      "tox",
      "nox",
      "cypress",
      "playwright",
      "spec",
      "mvn verify",
      "mvn install",
      "mvn clean install",
      "gradlew check",
      "gradle check",
      "coverage",
    ],
  ],
  [
    "dependency",
    [
      "npm ci",
      "npm install",
      "npm i",
      "yarn install",
      "pnpm install",
      "pip install",
      "poetry install",
      "bundle install",
      "composer install",
      "apt-get install",
      "go mod",
      "brew install",
      "restore",
    ],
  ],
  ["build", ["build", "compile", "make", "webpack", "vite", "cargo", "gradle", "mvn", "cmake", "docker"]],
];

const COMMAND_LENGTH_MAX = 300;

/** What a command is for, null if its words do not tell. */
export function categoryOfCommand(command: string): Category | null {
  const lower = command.slice(0, COMMAND_LENGTH_MAX).toLowerCase();
  return purposes.find(([, words]) => words.some((word) => lower.includes(word)))?.[0] ?? null;
}
