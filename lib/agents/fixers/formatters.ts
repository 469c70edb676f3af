import { commandFixer } from "./command-fixer";

const script = /\.(?:[cm]?[jt]sx?|jsonc?|css|graphql|vue|svelte|astro)$/;

/** https://biomejs.dev/reference/cli/#biome-check: without `--unsafe` only fixes that keep the meaning. */
export const biome = commandFixer({
  program: "biome",
  named: ["npm:@biomejs/biome", "tool:biome"],
  inLog: /\bbiome\b/i,
  takes: (path) => script.test(path),
  args: (files) => ["check", "--write", "--no-errors-on-unmatched", ...files],
});

/** https://stylelint.io/user-guide/cli: 2 says that problems are left. */
export const stylelint = commandFixer({
  program: "stylelint",
  named: ["npm:stylelint", "tool:stylelint"],
  inLog: /\bstylelint\b/i,
  takes: (path) => /\.(?:css|scss|sass|less|vue|svelte)$/.test(path),
  args: (files) => ["--fix", ...files],
  worked: [0, 2],
});

/** https://black.readthedocs.io/en/stable/usage_and_configuration/the_basics.html: 123 is an error of its own. */
export const black = commandFixer({
  program: "black",
  named: ["pypi:black", "tool:black"],
  inLog: /\bblack\b/i,
  takes: (path) => /\.pyi?$/.test(path),
  args: (files) => ["--quiet", "--", ...files],
  worked: [0],
});

/** https://doc.rust-lang.org/clippy/usage.html: the whole package, because a lint is of a crate and not of a file. */
export const clippy = commandFixer({
  program: "cargo",
  named: ["toolchain:rust"],
  version: ["rustc", "--version"],
  inLog: /\bclippy\b/i,
  takes: (path) => path.endsWith(".rs"),
  args: () => ["clippy", "--fix", "--allow-no-vcs", "--allow-dirty", "--offline", "--all-targets"],
  worked: [0],
});

/** https://docs.rubocop.org/rubocop/usage/autocorrect.html: 1 says that offences are left. */
export const rubocop = commandFixer({
  program: "rubocop",
  named: ["gem:rubocop", "tool:rubocop"],
  inLog: /\brubocop\b/i,
  takes: (path) => /(?:\.(?:rb|rake|gemspec)|^Gemfile|\/Gemfile)$/.test(path),
  args: (files) => ["--autocorrect-all", "--no-server", "--", ...files],
});

/** https://pinterest.github.io/ktlint/latest/install/cli/#format-f */
export const ktlint = commandFixer({
  program: "ktlint",
  named: [
    "tool:ktlint",
    "gradle:org.jlleitschuh.gradle.ktlint",
    "gradle:org.jmailen.kotlinter",
    "maven:ktlint-maven-plugin",
  ],
  inLog: /\bktlint\b/i,
  takes: (path) => /\.kts?$/.test(path),
  args: (files) => ["--format", ...files],
});

/** https://github.com/diffplug/spotless: knows its files itself, so the named ones only say that it is concerned. */
export const spotless = commandFixer({
  program: "gradle",
  named: ["gradle:com.diffplug.spotless", "gradle:com.diffplug.gradle.spotless"],
  versionedBy: ["toolchain:gradle"],
  inLog: /\bspotless(?:Check|Apply|\w{0,20}Check)?\b/i,
  takes: (path) => /\.(?:java|kts?|groovy|scala)$/.test(path),
  args: () => ["--offline", "--quiet", "spotlessApply"],
  worked: [0],
});

/** https://cs.symfony.com/doc/usage.html: 8 and more are errors of set-up. */
export const phpCsFixer = commandFixer({
  program: "php-cs-fixer",
  named: ["composer:friendsofphp/php-cs-fixer", "tool:php-cs-fixer"],
  inLog: /\bphp-cs-fixer\b/i,
  takes: (path) => path.endsWith(".php"),
  args: (files) => ["fix", "--no-interaction", "--", ...files],
  worked: [0],
});

/** https://learn.microsoft.com/dotnet/core/tools/dotnet-format */
export const dotnetFormat = commandFixer({
  program: "dotnet",
  named: ["toolchain:dotnet"],
  inLog: /\bdotnet[ -]format\b|: error (?:WHITESPACE|IMPORTS|FINALNEWLINE|IDE\d{4}):/i,
  takes: (path) => /\.(?:cs|vb)$/.test(path),
  args: (files) => ["format", "--no-restore", "--include", ...files],
  worked: [0],
});

/** https://developer.hashicorp.com/terraform/cli/commands/fmt */
export const terraformFmt = commandFixer({
  program: "terraform",
  named: ["toolchain:terraform"],
  inLog: /\bterraform fmt\b/i,
  takes: (path) => /\.(?:tf|tfvars)$/.test(path),
  args: (files) => ["fmt", ...files],
  worked: [0],
});

/** https://hexdocs.pm/mix/Mix.Tasks.Format.html */
export const mixFormat = commandFixer({
  program: "mix",
  named: ["toolchain:elixir"],
  version: ["elixir", "--short-version"],
  inLog: /\bmix format\b/i,
  takes: (path) => /\.exs?$/.test(path),
  args: (files) => ["format", ...files],
  worked: [0],
});

/** https://dart.dev/tools/dart-format */
export const dartFormat = commandFixer({
  program: "dart",
  named: ["toolchain:dart"],
  inLog: /\bdart format\b/i,
  takes: (path) => path.endsWith(".dart"),
  args: (files) => ["format", ...files],
  worked: [0],
});
