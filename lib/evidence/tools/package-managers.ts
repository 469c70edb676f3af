import { blockFamily, type HeadedBlock } from "./headed-block";

function said(tool: string, head: RegExp): HeadedBlock {
  return { tool, head, details: [], linesMax: 1, severity: "error" };
}

/** What package managers say when they cannot get or agree on what to install. */
export const packageManagers = blockFamily(
  "package-managers",
  [
    "npm err! code ",
    "npm error code ",
    "err_pnpm_",
    "yn0",
    "^error couldn't find",
    "^error your lockfile",
    "^error an unexpected error",
    "^error package ",
    "could not find a version that satisfies",
    "no matching distribution found",
    "resolutionimpossible",
    "version solving failed",
    "poetry.lock",
    "could not find gem",
    "could not find compatible versions",
    "in any of the sources",
    "in locally installed gems",
    "^  problem 0",
    "failed to select a version",
    "no matching package named",
    "could not resolve dependencies for project",
    "could not find artifact",
    "> could not resolve ",
    "> could not find ",
    "no solution found when resolving",
    "^your bundle is frozen",
    "^frozen mode is set",
    "^your lock file does not contain",
    "is not present in the lock file",
    "package versions have conflicting",
  ],
  [
    {
      tool: "npm",
      // ELIFECYCLE: a script failed, which is nothing of npm's.
      head: /^npm (?:ERR!|error) code (?<code>E(?!LIFECYCLE)\w+)$/,
      details: [/^npm (?:ERR!|error) (?!code|errno|path|syscall|while|A complete)(?<message>\S.*)$/],
      linesMax: 8,
      severity: "error",
    },
    said("pnpm", /^\s*(?:ERROR\s+)?(?<code>ERR_PNPM_\w+)\s+(?<message>\S.*)$/),
    said("yarn", /^\W{0,4}(?<code>YN00(?:01|2[789]|35|41|50|66|78|8\d|9\d))\W{1,6}(?<message>\w.*)$/),
    said("yarn", /^error (?<message>(?:Couldn't find|Your lockfile|An unexpected error|Package ).*)$/),
    said(
      "pip",
      /^\s*ERROR: (?<message>(?:Could not find a version that satisfies|No matching distribution found|ResolutionImpossible).*)$/,
    ),
    said(
      "pip",
      /^ERROR: (?<message>Cannot install .* because these package versions have conflicting dependencies\.)$/,
    ),
    {
      tool: "uv",
      head: /^\s*× (?<code>No solution found when resolving) .*$/,
      details: [/^\s*╰─▶ (?<message>\S.*)$/],
      linesMax: 2,
      severity: "error",
    },
    said("bundler", /^(?<message>(?:Your bundle is frozen because|Frozen mode is set, but) .*)$/),
    said(
      "composer",
      /^(?:- )?(?<message>(?:Your lock file does not contain a compatible set of packages|Required package "[^"]{1,200}" is not present in the lock file).*)$/,
    ),
    said("poetry", /^\s*(?<message>(?:So, )?[Bb]ecause .*version solving failed\.)$/),
    said("poetry", /^(?<message>(?:Error: )?.{0,100}poetry\.lock (?:is not|was last|file).*)$/),
    said(
      "bundler",
      /^(?<message>(?:Could not find gem '|Could not find \S+ in (?:any of the sources|locally installed gems)|Bundler could not find compatible versions).*)$/,
    ),
    {
      tool: "composer",
      head: /^\s{1,4}(?<code>Problem \d+)$/,
      details: [/^\s+- (?<message>\S.*)$/],
      linesMax: 2,
      severity: "error",
    },
    said("cargo", /^error: (?<message>(?:failed to select a version for|no matching package named) .*)$/),
    said(
      "maven",
      /^\[ERROR\] (?:Failed to execute goal .*?: )?(?<message>Could not (?:resolve dependencies for project|find artifact) .*)/,
    ),
    said("gradle", /^\s*> (?<message>Could not (?:resolve|find) [\w.${}-]+:[\w.${}-]+:.*)$/),
  ],
);
