import { normalPath } from "./normal-path";

/** What a path is protected as. `manifest` may change where a dependency is what failed, and so may the lines of a `build_script` that name dependencies. */
export type Protection =
  | "ci_configuration"
  | "agent_instructions"
  | "hooks"
  | "manifest"
  | "build_script"
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
      /(?:^|\/)(?:\.husky|\.githooks|\.git-hooks|githooks|\.lefthook(?:-local)?)(?:\/|$)|(?:^|\/)\.?lefthook(?:-local)?\.(?:ya?ml|toml|json)$|(?:^|\/)\.pre-commit-(?:config|hooks)\.ya?ml$|(?:^|\/)(?:\.(?:lint-?staged|commitlint)[^/]*|(?:lint-?staged|commitlint)\.config\.[cm]?[jt]s)$|(?:^|\/)(?:\.overcommit\.yml|captainhook\.json|grumphp\.ya?ml(?:\.dist)?|\.?simple-git-hooks\.[cm]?js(?:on)?|prek\.toml|hk\.pkl)$|(?:^|\/)(?:applypatch-msg|pre-applypatch|post-applypatch|pre-commit|pre-merge-commit|prepare-commit-msg|commit-msg|post-commit|pre-rebase|post-checkout|post-merge|pre-push|pre-receive|post-receive|post-update|push-to-checkout|pre-auto-gc|post-rewrite|fsmonitor-watchman)(?:\.(?:sh|py|js|rb|ps1))?$/,
  },
  {
    protection: "agent_instructions",
    what: "instructions that coding agents obey",
    matches:
      /(?:^|\/)(?:agents?|agents\.(?:override|local)|claude|claude\.local|gemini|codex|copilot-instructions|copilot|warp|conventions|qwen|crush|jules|replit|goose|skill|memory-bank)\.md$|\.(?:instructions|prompt|chatmode|agent)\.md$|\.mdc$|(?:^|\/)\.(?:claude|codex|cursor|gemini|opencode|windsurf|aider|continue|roo|kiro|agents?|copilot|junie|amp|clinerules|trae|qwen|crush|goose|augment|kilocode|openhands|factory|devin|zed|tabnine|qodo|aiassistant|ai|rules|mcp|firebase-studio|idx)(?:\/|$)|(?:^|\/)\.(?:cursorrules|windsurfrules|clinerules|roomodes|mcp\.json|claude\.json|ripgreprc|aider[^/]*|goosehints|augment-guidelines|roorules[^/]*|cursor(?:ignore|indexingignore)|(?:codeium|copilot|gemini|ai)ignore|aiexclude|sweep\.ya?ml|coderabbit\.ya?ml|ellipsis[^/]*|replit)$|(?:^|\/)(?:opencode|mcp|mcp[_-]config|firebender|crush|greptile)\.jsonc?$/,
  },
  {
    protection: "ownership",
    what: "who must review or what the security policy says",
    matches:
      /(?:^|\/)(?:codeowners|owners|owners_aliases|maintainers|security\.md|license(?:\.[a-z]+)?|\.?mergify\.ya?ml|\.kodiak\.toml|bors\.toml|\.policy\.ya?ml|\.zappr\.ya?ml|\.?renovaterc(?:\.json5?)?)$/,
  },
  {
    protection: "build_script",
    what: "a build script",
    matches: /(?:^|\/)(?!settings\.)[^/]*\.gradle(?:\.kts)?$/,
  },
  {
    protection: "ci_configuration",
    what: "configuration of CI or of deployment",
    matches:
      /^ci\/|(?:^|\/)\.(?:github|circleci|gitlab|buildkite|woodpecker|forgejo|gitea|azure-pipelines|teamcity|semaphore|ci|tekton|concourse)(?:\/|$)|(?:^|\/)\.(?:gitlab-ci|travis|drone|cirrus|appveyor|woodpecker|wercker|codecov|codeclimate|coveralls|buildkite)[^/]*\.ya?ml$|(?:^|\/)(?:jenkinsfile[^/]*|[^/]*\.jenkinsfile|[^/]*\.gitlab-ci\.ya?ml|circle\.yml|bitrise\.ya?ml|codemagic\.ya?ml|screwdriver\.ya?ml|\.?(?:zuul|packit|taskcluster|prow)\.ya?ml|\.(?:drone|cirrus)\.(?:star|jsonnet)|\.?goreleaser\.ya?ml|\.releaserc[^/]*|release-please-config\.json|\.release-please-manifest\.json|\.bumpversion\.(?:cfg|toml)|containerfile[^/]*|docker-bake\.(?:hcl|json)|now\.json|wrangler\.(?:toml|jsonc?)|firebase\.json|amplify\.ya?ml|railway\.(?:json|toml)|nixpacks\.toml|heroku\.yml|serverless\.ya?ml|samconfig\.toml|appspec\.ya?ml|cloudbuild\.json|vagrantfile|azure-pipelines[^/]*\.ya?ml|bitbucket-pipelines\.ya?ml|appveyor\.ya?ml|cloudbuild\.ya?ml|buildspec\.ya?ml|codecov\.ya?ml|dangerfile(?:\.[jt]s)?|renovate\.json5?|dockerfile[^/]*|[^/]*\.dockerfile|docker-compose[^/]*\.ya?ml|compose\.ya?ml|vercel\.json|netlify\.toml|fly\.toml|render\.ya?ml|procfile|skaffold\.ya?ml|turbo\.json|nx\.json|action\.ya?ml)$|(?:^|\/)(?:makefile|gnumakefile|\.?justfile|taskfile\.(?:dist\.)?ya?ml|(?:gulp|grunt|jake)file(?:\.babel)?\.[cm]?[jt]s|fabfile\.py|dodo\.py|wscript|sconstruct|sconscript|fastfile|guardfile|thorfile|capfile|rakefile|noxfile\.py|tasks\.py|build\.gradle(?:\.kts)?|settings\.gradle(?:\.kts)?|gradle\.properties|gradlew(?:\.bat)?|mvnw(?:\.cmd)?|[^/]*\.gradle(?:\.kts)?|build\.xml|cmakelists\.txt|cmakepresets\.json|[^/]*\.cmake|meson\.build|build(?:\.bazel)?|module\.bazel|workspace(?:\.bazel)?|\.bazelrc|configure(?:\.ac)?|magefile\.go|[^/]*\.mk|[^/]*\.bzl|makefile\.(?!(?:py|[cm]?[jt]sx?|rb|go|rs|md)$)[a-z]+|buck|pants\.toml|xmake\.lua|premake5\.lua|build\.zig(?:\.zon)?|build\.mill|moon\.ya?ml|melos\.yaml|meson[_.]options(?:\.txt)?|configure\.in|autogen\.sh|ember-cli-build\.[cm]?js|wercker\.yml|earthfile|tiltfile|lage\.config\.js)$/,
  },
  {
    protection: "manifest",
    what: "a manifest or lock file of dependencies",
    matches:
      /(?:^|\/)(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml|bun\.lockb?|deno\.(?:jsonc?|lock)|bower\.json|lerna\.json|pyproject\.toml|setup\.(?:py|cfg)|requirements[^/]*\.(?:txt|in)|constraints[^/]*\.txt|pipfile(?:\.lock)?|poetry\.lock|uv\.lock|pdm\.lock|environment\.ya?ml|go\.(?:mod|sum|work|work\.sum)|cargo\.(?:toml|lock)|build\.rs|gemfile(?:\.lock)?|[^/]*\.gemspec|composer\.(?:json|lock)|pom\.xml|[^/]*\.(?:csproj|fsproj|vbproj|props|targets|sln)|packages\.lock\.json|packages\.config|nuget\.config|global\.json|mix\.(?:exs|lock)|package\.(?:swift|resolved)|podfile(?:\.lock)?|pubspec\.(?:yaml|lock)|gradle\.lockfile|libs\.versions\.toml|flake\.(?:nix|lock)|build\.sbt|plugins\.sbt|build\.sc|rebar\.(?:config|lock)|conanfile\.(?:txt|py)|vcpkg\.json|stack\.yaml|[^/]*\.cabal|shard\.(?:yml|lock)|dune-project|cartfile(?:\.resolved)?|deps\.edn|project\.clj|ivy\.xml|pixi\.(?:toml|lock)|hatch\.toml|cpanfile)$|(?:^|\/)requirements\/|(?:^|\/)(?:node_modules|vendor|\.yarn|buildsrc|gradle\/wrapper)\/|(?:^|\/)patches\/[^/]+\.patch$/,
  },
  {
    protection: "manifest",
    what: "a manifest or lock file of dependencies",
    matches:
      /(?:^|\/)(?:package\.(?:json5|ya?ml)|import_map\.json|jsr\.json|rush\.json|(?:[a-z\d]+[-_.])?(?:requirements|constraints)[^/]*\.(?:txt|in)|pylock[^/]*\.toml|conda-lock\.ya?ml|environment[^/]*\.ya?ml|[^/]*\.gemfile(?:\.lock)?|gems\.(?:rb|locked)|[^/]*\.(?:vcxproj|shproj|esproj|sqlproj|proj|slnx|rsp|pbxproj|xcscheme|xcconfig|opam)|package(?:@swift-[\d.]+)?\.swift|pubspec_overrides\.yaml|(?:julia)?(?:project|manifest)\.toml|build\.pl|makefile\.pl|setup\.hs|cabal\.project[^/]*|elm\.json|gleam\.toml|bb\.edn|shadow-cljs\.edn)$/,
  },
  {
    protection: "repository_settings",
    what: "settings of git or of a package manager",
    matches:
      /(?:^|\/)\.(?:git(?!keep$)[^/]*|npmrc|yarnrc(?:\.yml)?|pnpmfile\.cjs|pypirc|netrc|bowerrc|cargo|bundle|m2|lfsconfig|hgsub|hgsubstate|hg|svn|jj)(?:\/|$)|(?:^|\/)(?:pip\.conf|\.pnp\.(?:c?js|loader\.mjs)|\.?pnpmfile\.[cm]?js|\.?bunfig\.toml|\.condarc|(?:poetry|uv|pdm)\.toml|\.gemrc|\.mvn|\.sbtopts|\.jvmopts|auth\.json|gradle-wrapper\.(?:jar|properties)|brewfile|mintfile)$/,
  },
  {
    protection: "environment",
    what: "an environment or tool set-up that is loaded by itself",
    matches:
      /(?:^|\/)\.(?:env[^/]*|envrc|tool-versions|nvmrc|node-version|python-version|ruby-version|vscode|idea|devcontainer|devcontainer\.json|bashrc|bash_profile|profile|zshrc|zshenv|zprofile|exrc|nvimrc|nvim\.lua|vimrc|lvimrc|dir-locals(?:-2)?\.el|gdbinit|lldbinit|pdbrc(?:\.py)?|flaskenv|renviron|autoenv(?:\.zsh)?|project|classpath|irbrc|pryrc|rprofile|octaverc|inputrc|wgetrc|curlrc|sdkmanrc|(?:java|go|php|terraform|deno|bun|swift)-version|gitpod\.ya?ml|direnv|mise)(?:\/|$)|(?:^|\/)(?:sitecustomize|usercustomize)\.py$|(?:^|\/)(?:_?pytest|unittest|doctest|nose2?|coverage)(?:\.py|\/__init__\.py)$|(?:^|\/)(?:\.?mise(?:\.[a-z-]+)?\.toml|devbox\.json|devenv\.nix|shell\.nix|default\.nix|rust-toolchain(?:\.toml)?)$|\.(?:code-workspace|sublime-project)$|\.pth$/,
  },
  {
    protection: "check_configuration",
    what: "configuration that decides what a check calls red",
    matches:
      /^[^/]+[.-]conf(?:ig)?\.[cm]?[jt]s$|(?:^|\/)(?:\.?(?:jest|vitest|vite|karma|mocha|ava|nyc|c8|playwright|cypress|wdio|webpack|rollup|babel|eslint|prettier|stylelint|biome|oxlint|tslint|knip|postcss|tailwind|next|nuxt|astro|svelte|metro|tsup|craco|vue|gatsby|docusaurus|esbuild|rspack|rsbuild|remix|electron|protractor|codegen|web-test-runner|nightwatch|testcafe|stryker|size-limit)[^/]*\.(?:config|conf|workspace|setup)\.(?:[cm]?[jt]sx?|json|ya?ml|toml)|jasmine[^/]*\.(?:json|[cm]?js)|mocha\.opts|eslint-suppressions\.json|rome\.json|dprint\.json|oxlint\.json|tox\.toml|\.?pytest\.(?:ini|toml)|ty\.toml|behave\.ini|unittest\.cfg|[jt]sconfig[^/]*\.json|biome\.jsonc?|tslint\.json|setup-?tests?\.[cm]?[jt]sx?|tests?-?setup\.[cm]?[jt]sx?|jest-(?:setup|preset)\.[cm]?[jt]s|tox\.ini|mypy\.ini|ruff\.toml|\.ruff\.toml|pylintrc|phpunit[^/]*\.xml(?:\.dist)?|phpstan[^/]*\.neon(?:\.dist)?|psalm[^/]*\.xml(?:\.dist)?|checkstyle[^/]*\.xml|detekt\.yml|clippy\.toml|rustfmt\.toml|sonar-project\.properties|testng\.xml|pyrightconfig\.json|analysis_options\.yaml|dart_test\.yaml|behat\.ya?ml|codeception\.ya?ml|phpspec\.ya?ml|infection\.json5?|phpcs\.xml(?:\.dist)?|pest\.php|xunit\.runner\.json|[^/]*\.runsettings|stylecop\.json|\.globalconfig|detekt[^/]*\.(?:yml|xml)|(?:kt)?lint[^/]*\.xml|findbugs[^/]*\.xml|[^/]*suppressions?\.xml|pmd[^/]*\.xml|spotbugs[^/]*\.xml|angular\.json|cypress\.json|nightwatch\.json|testem\.js(?:on)?|[^/]*\.xctestplan|scalastyle[^/]*\.xml|nose2?\.cfg|robot\.toml|deny\.toml|tarpaulin\.toml|nextest\.toml|steepfile|staticcheck\.conf|revive\.toml|junit-platform\.properties|allure\.properties|cucumber\.(?:ya?ml|js|properties))$|(?:^|\/)\.(?:eslint|prettier|stylelint|mocharc|nycrc|c8rc|babelrc|swcrc|flake8|pylintrc|coveragerc|mypy|rubocop|rspec|golangci|clang-|editorconfig|shellcheckrc|markdownlint|php-cs-fixer|phpcs|scalafmt|swiftlint|yamllint|hadolint|jshint|oxlint|taprc|testcaferc|credo\.exs|formatter\.exs|dialyzer|luacheckrc|standard\.yml|erb-lint|haml-lint|reek|simplecov|bandit|isort\.cfg|style\.yapf|pydocstyle|jscpd|cspell|cpplint|swiftformat|swift-format|scalafix|ktlint|nycrc|size-limit|gitleaks|secrets\.baseline|nsprc|trivyignore|snyk|semgrepignore|secretlintrc|husky)[^/]*$/,
  },
  {
    protection: "dot_folder",
    what: "something in a hidden folder",
    matches: /(?:^|\/)\.[^/]+\//,
  },
];

/** Whether only a person may change this path, and as what; null where it is ordinary source. */
export function protectionOf(path: string): { protection: Protection; what: string } | null {
  const normal = normalPath(path);
  for (const { protection, what, matches } of rules) if (matches.test(normal)) return { protection, what };
  return null;
}
