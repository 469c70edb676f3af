/** A repository that asks for a tool. */
export interface OwnToolCase {
  program: string;
  files: Record<string, string>;
  /** What programs say of versions that will do, and of one that will not. */
  runs: string;
  declines?: string;
}

/** By the place that asks, in words. */
export const ownToolCases: Readonly<Record<string, OwnToolCase>> = {
  "package.json, a range": {
    program: "eslint",
    files: { "package.json": '{"devDependencies":{"eslint":"^9.1.0"}}' },
    runs: "v9.39.5",
    declines: "v8.57.0",
  },
  "package.json and its lock file": {
    program: "prettier",
    files: {
      "package.json": '{"dependencies":{"prettier":"^3"}}',
      "package-lock.json": '{"packages":{"node_modules/prettier":{"version":"3.3.2"}}}',
    },
    runs: "3.3.2",
    declines: "3.10.1",
  },
  "a lock file of npm 6": {
    program: "prettier",
    files: {
      "package.json": '{"optionalDependencies":{"prettier":"*"}}',
      "package-lock.json": '{"dependencies":{"prettier":{"version":"2.8.8"}}}',
    },
    runs: "2.8.8",
    declines: "3.0.0",
  },
  "a lock file of pnpm": {
    program: "stylelint",
    files: {
      "package.json": '{"devDependencies":{"stylelint":"catalog:"}}',
      "pnpm-lock.yaml":
        "lockfileVersion: '9.0'\nimporters:\n  .:\n    devDependencies:\n      stylelint:\n        specifier: ^16\n        version: 16.2.0(typescript@5.4.2)\n",
    },
    runs: "16.2.0",
    declines: "16.3.0",
  },
  "a lock file of Yarn 1": {
    program: "tsc",
    files: {
      "package.json": '{"peerDependencies":{"typescript":">=5"}}',
      "yarn.lock": '# yarn lockfile v1\n\ntypescript@^5.0.0:\n  version "5.4.2"\n',
    },
    runs: "Version 5.4.2",
    declines: "Version 5.9.3",
  },
  "a lock file of Yarn 4": {
    program: "biome",
    files: {
      "package.json": '{"devDependencies":{"@biomejs/biome":"^1.9.0"}}',
      "yarn.lock": '"@biomejs/biome@npm:^1.9.0":\n  version: 1.9.4\n',
    },
    runs: "Version: 1.9.4",
    declines: "Version: 1.9.3",
  },
  "a script of package.json": {
    program: "tsc",
    files: { "package.json": '{"scripts":{"build":"NODE_ENV=x tsc --pretty false && node a.js"}}' },
    runs: "Version 5.9.3",
  },
  "requirements, a wildcard": {
    program: "ruff",
    files: { "requirements/dev.txt": "# tools\nRuff==0.4.* ; python_version > '3.8'\n" },
    runs: "ruff 0.4.10",
    declines: "ruff 0.9.1",
  },
  "requirements, a compatible release": {
    program: "black",
    files: { "dev-requirements.txt": "black[d]~=24.3.0  # formatter" },
    runs: "black, 24.3.1 (compiled: yes)",
    declines: "black, 24.4.0 (compiled: yes)",
  },
  "pyproject.toml, extras": {
    program: "ruff",
    files: { "pyproject.toml": '[project]\n[project.optional-dependencies]\ndev = ["ruff>=0.4,<0.5"]\n' },
    runs: "ruff 0.4.1",
    declines: "ruff 0.5.0",
  },
  "pyproject.toml, dependency groups": {
    program: "ruff",
    files: { "pyproject.toml": '[dependency-groups]\nlint = ["ruff!=0.9.1", {include-group = "x"}]\n' },
    runs: "ruff 0.9.2",
    declines: "ruff 0.9.1",
  },
  "Poetry's groups and its lock file": {
    program: "black",
    files: {
      "pyproject.toml":
        '[tool.poetry.group.dev.dependencies]\nblack = { version = "^24.1", extras = ["d"] }\n',
      "poetry.lock": '[[package]]\nname = "black"\nversion = "24.2.0"\n',
    },
    runs: "black, 24.2.0",
    declines: "black, 24.8.0",
  },
  "pyproject.toml, uv": {
    program: "ruff",
    files: {
      "pyproject.toml": '[tool.uv]\ndev-dependencies = ["ruff"]\n',
      "uv.lock": 'version = 1\n[[package]]\nname = "ruff"\nversion = "0.8.0"\n',
    },
    runs: "ruff 0.8.0",
    declines: "ruff 0.8.1",
  },
  "pyproject.toml, Hatch": {
    program: "black",
    files: { "pyproject.toml": '[tool.hatch.envs.lint]\ndependencies = ["black==24.1.0"]\n' },
    runs: "black, 24.1.0",
    declines: "black, 24.1.1",
  },
  "setup.cfg": {
    program: "black",
    files: {
      "setup.cfg":
        "[options]\ninstall_requires =\n    requests\n[options.extras_require]\ndev =\n    black<24\n",
    },
    runs: "black, 23.12.1",
    declines: "black, 24.1.0",
  },
  "setup.py, which is not run": {
    program: "ruff",
    files: { "setup.py": "setup(extras_require={'dev': ['ruff==0.4.1']})" },
    runs: "ruff 0.4.1",
    declines: "ruff 0.4.2",
  },
  "tox.ini": {
    program: "ruff",
    files: { "tox.ini": "[testenv:lint]\ndeps = ruff==0.4.1\ncommands = ruff check\n" },
    runs: "ruff 0.4.1",
    declines: "ruff 0.4.2",
  },
  "Pipfile and its lock file": {
    program: "black",
    files: {
      Pipfile: '[dev-packages]\nblack = "*"\n',
      "Pipfile.lock": '{"default":{},"develop":{"black":{"version":"==24.1.1"}}}',
    },
    runs: "black, 24.1.1",
    declines: "black, 24.1.2",
  },
  "pre-commit, the tool's own repository": {
    program: "ruff",
    files: {
      ".pre-commit-config.yaml":
        "repos:\n  - repo: https://github.com/astral-sh/ruff-pre-commit\n    rev: v0.4.1\n    hooks:\n      - id: ruff-format\n",
    },
    runs: "ruff 0.4.1",
    declines: "ruff 0.9.1",
  },
  "pre-commit, a collection with a version of its own": {
    program: "terraform",
    files: {
      ".pre-commit-config.yaml":
        "repos:\n  - repo: https://github.com/antonbabenko/pre-commit-terraform\n    rev: v1.80.0\n    hooks:\n      - id: terraform_fmt\n",
    },
    runs: "Terraform v1.11.4",
  },
  "pre-commit, further packages": {
    program: "eslint",
    files: {
      ".pre-commit-config.yaml":
        "repos:\n  - repo: local\n    hooks:\n      - id: js\n        additional_dependencies: [eslint@8.56.0]\n",
    },
    runs: "v8.56.0",
    declines: "v9.0.0",
  },
  "Cargo.toml": {
    program: "cargo",
    files: { "Cargo.toml": '[package]\nname = "a"\nrust-version = "1.80"\n' },
    runs: "rustc 1.95.0 (59807616e 2026-04-14)",
    declines: "rustc 1.79.0 (129f3b996 2024-06-10)",
  },
  "rust-toolchain.toml": {
    program: "rustfmt",
    files: { "rust-toolchain.toml": '[toolchain]\nchannel = "1.75"\n' },
    runs: "rustc 1.75.0 (82e1608df 2023-12-21)",
    declines: "rustc 1.95.0 (59807616e 2026-04-14)",
  },
  "rust-toolchain, a channel": {
    program: "rustfmt",
    files: { "rust-toolchain": "nightly\n" },
    runs: "rustc 1.97.0-nightly (abc 2026-04-14)",
    declines: "rustc 1.95.0 (59807616e 2026-04-14)",
  },
  "rust-toolchain, the nightly of one day": {
    program: "rustfmt",
    files: { "rust-toolchain": "nightly-2024-05-01\n", "Cargo.toml": "[workspace]\n" },
    runs: "",
    declines: "rustc 1.80.0-nightly (abc 2024-04-30)",
  },
  "go.mod": {
    program: "gofmt",
    files: { "go.mod": "module a\n\ngo 1.22\n\ntoolchain go1.22.3\n" },
    runs: "go version go1.23.0 linux/amd64",
    declines: "go version go1.22.1 linux/amd64",
  },
  Gemfile: {
    program: "rubocop",
    files: { Gemfile: "group :lint do\n  gem 'rubocop', '~> 1.60', require: false\nend\n" },
    runs: "1.75.1",
    declines: "2.0.0",
  },
  "Gemfile.lock": {
    program: "rubocop",
    files: { Gemfile: 'gem "rubocop"\n', "Gemfile.lock": "GEM\n  specs:\n    rubocop (1.60.2)\n" },
    runs: "1.60.2",
    declines: "1.60.1",
  },
  "a gem's specification": {
    program: "rubocop",
    files: { "a.gemspec": '  spec.add_development_dependency "rubocop", ">= 1.50", "< 1.61"\n' },
    runs: "1.60.2",
    declines: "1.61.0",
  },
  "composer.json": {
    program: "php-cs-fixer",
    files: { "composer.json": '{"require-dev":{"friendsofphp/php-cs-fixer":"~3.40 | ^4"}}' },
    runs: "PHP CS Fixer 3.49.0 Casper",
    declines: "PHP CS Fixer 2.19.3",
  },
  "composer.lock": {
    program: "php-cs-fixer",
    files: {
      "composer.json": '{"require-dev":{"friendsofphp/php-cs-fixer":"^3"}}',
      "composer.lock": '{"packages-dev":[{"name":"friendsofphp/php-cs-fixer","version":"v3.49.0"}]}',
    },
    runs: "PHP CS Fixer 3.49.0",
    declines: "PHP CS Fixer 3.50.0",
  },
  "build.gradle.kts and the wrapper": {
    program: "gradle",
    files: {
      "build.gradle.kts": 'plugins {\n    id("com.diffplug.spotless") version "6.25.0"\n}\n',
      "gradle/wrapper/gradle-wrapper.properties":
        "distributionUrl=https\\://services.example/distributions/gradle-8.7-bin.zip\n",
    },
    runs: "\n------\nGradle 8.7\n------",
    declines: "Gradle 7.6",
  },
  "build.gradle": {
    program: "gradle",
    files: { "build.gradle": "apply plugin: 'com.diffplug.spotless'\n" },
    runs: "Gradle 8.7",
  },
  "a version catalog": {
    program: "gradle",
    files: {
      "gradle/libs.versions.toml": '[plugins]\nspotless = { id = "com.diffplug.spotless", version = "6" }\n',
    },
    runs: "Gradle 8.7",
  },
  "pom.xml": {
    program: "ktlint",
    files: {
      "pom.xml":
        "<project><build><plugins><plugin><artifactId>ktlint-maven-plugin</artifactId></plugin></plugins></build></project>",
    },
    runs: "1.2.1",
  },
  "global.json": {
    program: "dotnet",
    files: { "global.json": '{"sdk":{"version":"8.0.100"}}' },
    runs: "8.0.117",
    declines: "8.0.204",
  },
  "global.json, a later minor version permitted": {
    program: "dotnet",
    files: {
      "global.json": '{"sdk":{"version":"8.0.100","rollForward":"latestMinor"}}',
    },
    runs: "8.4.100",
    declines: "9.0.100",
  },
  "a .NET project": { program: "dotnet", files: { "A.csproj": "<Project/>" }, runs: "9.0.100" },
  ".terraform-version": {
    program: "terraform",
    files: { ".terraform-version": "1.11.4\n" },
    runs: "Terraform v1.11.4\non linux_amd64",
    declines: "Terraform v1.5.7",
  },
  required_version: {
    program: "terraform",
    files: { "main.tf": 'terraform {\n  required_version = "~> 1.5, != 1.5.3"\n}\n' },
    runs: "Terraform v1.11.4",
    declines: "Terraform v1.5.3",
  },
  "mix.exs": {
    program: "mix",
    files: { "mix.exs": 'def project do\n [app: :a, elixir: "~> 1.15"]\nend' },
    runs: "1.16.0",
    declines: "1.14.5",
  },
  "pubspec.yaml": {
    program: "dart",
    files: { "pubspec.yaml": "name: a\nenvironment:\n  sdk: '>=3.1.0 <4.0.0'\n" },
    runs: "Dart SDK version: 3.3.0 (stable)",
    declines: "Dart SDK version: 2.19.0",
  },
  ".tool-versions, with the Erlang that Elixir is built for": {
    program: "mix",
    files: { ".tool-versions": "erlang 26.2\nelixir 1.16.0-otp-26\n" },
    runs: "1.16.0",
    declines: "1.15.7",
  },
  ".tool-versions": {
    program: "gofmt",
    files: { ".tool-versions": "nodejs 20.1.0\ngolang 1.22.1 # same as CI\n" },
    runs: "go version go1.22.1 linux/amd64",
    declines: "go version go1.23.0 linux/amd64",
  },
  "mise.toml": {
    program: "prettier",
    files: { "mise.toml": '[tools]\n"npm:prettier" = "3.3"\nnode = ["20"]\n' },
    runs: "3.3.9",
    declines: "3.4.0",
  },
  Makefile: { program: "ruff", files: { Makefile: "lint:\n\t@uv run ruff check .\n" }, runs: "ruff 0.9.1" },
  "a step of a workflow": {
    program: "eslint",
    files: {
      ".github/workflows/ci.yml":
        "jobs:\n  a:\n    steps:\n      - run: |\n          npm ci\n          npx eslint@9 .\n",
    },
    runs: "v9.39.5",
    declines: "v8.57.0",
  },
  "an install in a workflow": {
    program: "ruff",
    files: {
      ".github/workflows/ci.yml":
        "jobs:\n  a:\n    steps:\n      - run: pip install -q 'ruff==0.4.1' pytest\n",
    },
    runs: "ruff 0.4.1",
    declines: "ruff 0.9.1",
  },
  "an action that brings the tool": {
    program: "terraform",
    files: {
      ".github/workflows/ci.yml":
        "jobs:\n  a:\n    steps:\n      - uses: hashicorp/setup-terraform@v3\n        with: { terraform_version: 1.5.7 }\n",
    },
    runs: "Terraform v1.5.7",
    declines: "Terraform v1.11.4",
  },
  "a job of CircleCI": {
    program: "black",
    files: {
      ".circleci/config.yml":
        "jobs:\n  a:\n    steps:\n      - run:\n          name: x\n          command: python -m black --check .\n",
    },
    runs: "black, 24.1.0",
  },
  "a step of Buildkite": {
    program: "cargo",
    files: { ".buildkite/pipeline.yml": "steps:\n  - commands:\n      - cargo clippy\n" },
    runs: "rustc 1.95.0",
  },
};
