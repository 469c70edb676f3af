import { normalPath } from "./normal-path";

/** What a path is protected as. `manifest` may change where a dependency is what failed. */
export type Protection =
  | "ci_configuration"
  | "agent_instructions"
  | "hooks"
  | "manifest"
  | "ownership"
  | "check_configuration"
  | "repository_settings"
  | "environment"
  | "dot_folder";

interface ProtectedPaths {
  protection: Protection;
  what: string;
  /** On the normal path: lower case, slashes. Specific before general. */
  matches: RegExp;
}

const rules: readonly ProtectedPaths[] = [
  {
    protection: "hooks",
    what: "a hook that runs on somebody's machine",
    matches:
      /(?:^|\/)(?:\.husky|\.githooks|\.git-hooks|githooks|\.lefthook(?:-local)?)(?:\/|$)|(?:^|\/)\.?lefthook(?:-local)?\.(?:ya?ml|toml|json)$|(?:^|\/)\.pre-commit-(?:config|hooks)\.ya?ml$|(?:^|\/)(?:\.(?:lint-?staged|commitlint)[^/]*|(?:lint-?staged|commitlint)\.config\.[cm]?[jt]s)$|(?:^|\/)\.overcommit\.yml$/,
  },
  {
    protection: "agent_instructions",
    what: "instructions that coding agents obey",
    matches:
      /(?:^|\/)(?:agents?|claude|claude\.local|gemini|codex|copilot-instructions|copilot|warp|conventions)\.md$|(?:^|\/)\.(?:claude|codex|cursor|gemini|opencode|windsurf|aider|continue|roo|kiro|agents?|copilot|junie|amp|clinerules)(?:\/|$)|(?:^|\/)\.(?:cursorrules|windsurfrules|clinerules|roomodes|mcp\.json|claude\.json|ripgreprc|aider[^/]*)$|(?:^|\/)(?:opencode|mcp)\.jsonc?$/,
  },
  {
    protection: "ownership",
    what: "who must review or what the security policy says",
    matches: /(?:^|\/)(?:codeowners|owners|owners_aliases|maintainers|security\.md|license(?:\.[a-z]+)?)$/,
  },
  {
    protection: "ci_configuration",
    what: "configuration of CI or of deployment",
    matches:
      /^\.(?:github|circleci|gitlab|buildkite|woodpecker|forgejo|gitea|azure-pipelines|teamcity|semaphore|ci|tekton|concourse)(?:\/|$)|(?:^|\/)\.(?:gitlab-ci|travis|drone|cirrus|appveyor|woodpecker|wercker|codecov|codeclimate|coveralls|buildkite)[^/]*\.ya?ml$|(?:^|\/)(?:jenkinsfile[^/]*|azure-pipelines[^/]*\.ya?ml|bitbucket-pipelines\.ya?ml|appveyor\.ya?ml|cloudbuild\.ya?ml|buildspec\.ya?ml|codecov\.ya?ml|dangerfile(?:\.[jt]s)?|renovate\.json5?|dockerfile[^/]*|[^/]*\.dockerfile|docker-compose[^/]*\.ya?ml|compose\.ya?ml|vercel\.json|netlify\.toml|fly\.toml|render\.ya?ml|procfile|skaffold\.ya?ml|turbo\.json|nx\.json|action\.ya?ml)$|(?:^|\/)(?:makefile|gnumakefile|justfile|taskfile\.ya?ml|rakefile|noxfile\.py|tasks\.py|build\.gradle(?:\.kts)?|settings\.gradle(?:\.kts)?|gradle\.properties|gradlew(?:\.bat)?|mvnw(?:\.cmd)?|[^/]*\.gradle(?:\.kts)?|build\.xml|cmakelists\.txt|cmakepresets\.json|[^/]*\.cmake|meson\.build|build(?:\.bazel)?|module\.bazel|workspace(?:\.bazel)?|\.bazelrc|configure(?:\.ac)?|magefile\.go|[^/]*\.mk|wercker\.yml|earthfile|tiltfile|lage\.config\.js)$/,
  },
  {
    protection: "manifest",
    what: "a manifest or lock file of dependencies",
    matches:
      /(?:^|\/)(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml|bun\.lockb?|deno\.(?:jsonc?|lock)|bower\.json|lerna\.json|pyproject\.toml|setup\.(?:py|cfg)|requirements[^/]*\.(?:txt|in)|constraints[^/]*\.txt|pipfile(?:\.lock)?|poetry\.lock|uv\.lock|pdm\.lock|environment\.ya?ml|go\.(?:mod|sum|work|work\.sum)|cargo\.(?:toml|lock)|build\.rs|gemfile(?:\.lock)?|[^/]*\.gemspec|composer\.(?:json|lock)|pom\.xml|[^/]*\.(?:csproj|fsproj|vbproj|props|targets|sln)|packages\.lock\.json|packages\.config|nuget\.config|global\.json|mix\.(?:exs|lock)|package\.(?:swift|resolved)|podfile(?:\.lock)?|pubspec\.(?:yaml|lock)|gradle\.lockfile|libs\.versions\.toml|flake\.(?:nix|lock)|build\.sbt|plugins\.sbt|build\.sc|rebar\.(?:config|lock)|conanfile\.(?:txt|py)|vcpkg\.json|stack\.yaml|[^/]*\.cabal|shard\.(?:yml|lock)|dune-project|cartfile(?:\.resolved)?|deps\.edn|project\.clj|ivy\.xml|pixi\.(?:toml|lock)|hatch\.toml|cpanfile)$|(?:^|\/)requirements\/|(?:^|\/)(?:node_modules|vendor|\.yarn)\//,
  },
  {
    protection: "repository_settings",
    what: "settings of git or of a package manager",
    matches:
      /(?:^|\/)\.(?:git[^/]*|npmrc|yarnrc(?:\.yml)?|pnpmfile\.cjs|pypirc|netrc|bowerrc|cargo|bundle|m2)(?:\/|$)|(?:^|\/)(?:pip\.conf|\.pnp\.c?js)$/,
  },
  {
    protection: "environment",
    what: "an environment or tool set-up that is loaded by itself",
    matches:
      /(?:^|\/)\.(?:env[^/]*|envrc|tool-versions|nvmrc|node-version|python-version|ruby-version|mise\.toml|vscode|idea|devcontainer|devcontainer\.json|bashrc|profile|zshrc)(?:\/|$)|(?:^|\/)(?:sitecustomize|usercustomize)\.py$|\.pth$/,
  },
  {
    protection: "check_configuration",
    what: "configuration that decides what a check calls red",
    matches:
      /(?:^|\/)(?:\.?(?:jest|vitest|vite|karma|mocha|ava|nyc|c8|playwright|cypress|wdio|webpack|rollup|babel|eslint|prettier|stylelint|biome|oxlint|tslint|knip|postcss|tailwind|next|nuxt|astro|svelte)[^/]*\.(?:config|conf|workspace|setup)\.[cm]?[jt]sx?|[jt]sconfig[^/]*\.json|biome\.jsonc?|tslint\.json|pytest\.ini|tox\.ini|mypy\.ini|ruff\.toml|\.ruff\.toml|pylintrc|phpunit[^/]*\.xml(?:\.dist)?|phpstan[^/]*\.neon(?:\.dist)?|psalm\.xml|checkstyle[^/]*\.xml|detekt\.yml|clippy\.toml|rustfmt\.toml|sonar-project\.properties|testng\.xml|pyrightconfig\.json|analysis_options\.yaml|dart_test\.yaml|behat\.ya?ml|codeception\.ya?ml|phpspec\.ya?ml|infection\.json5?|phpcs\.xml(?:\.dist)?|pest\.php|xunit\.runner\.json|[^/]*\.runsettings|stylecop\.json|\.globalconfig|detekt[^/]*\.yml|lint\.xml|pmd[^/]*\.xml|spotbugs[^/]*\.xml|angular\.json|cypress\.json|nightwatch\.json|testem\.js(?:on)?|[^/]*\.xctestplan|scalastyle[^/]*\.xml|nose2?\.cfg|robot\.toml|deny\.toml|tarpaulin\.toml|nextest\.toml|steepfile|staticcheck\.conf|revive\.toml|junit-platform\.properties|allure\.properties|cucumber\.(?:ya?ml|js|properties))$|(?:^|\/)\.(?:eslint|prettier|stylelint|mocharc|nycrc|c8rc|babelrc|swcrc|flake8|pylintrc|coveragerc|mypy|rubocop|rspec|golangci|clang-|editorconfig|shellcheckrc|markdownlint|php-cs-fixer|phpcs|scalafmt|swiftlint|yamllint|hadolint|jshint|oxlint|taprc|testcaferc|credo\.exs|formatter\.exs|dialyzer|luacheckrc|standard\.yml|erb-lint|haml-lint|reek|simplecov|bandit|isort\.cfg|style\.yapf|pydocstyle|jscpd|cspell|cpplint|swiftformat|swift-format|scalafix|ktlint|nycrc|size-limit|gitleaks|trivyignore|snyk|semgrepignore|secretlintrc|husky)[^/]*$/,
  },
  {
    protection: "dot_folder",
    what: "a hidden folder at the top of the repository",
    matches: /^\.[^/]+\//,
  },
];

/** Whether only a person may change this path, and as what; null where it is ordinary source. */
export function protectionOf(path: string): { protection: Protection; what: string } | null {
  const normal = normalPath(path);
  for (const { protection, what, matches } of rules) if (matches.test(normal)) return { protection, what };
  return null;
}
