/** Paths on the remote machine, whose account may write below the first. */
export const remote = {
  tree: "/vercel/sandbox/tree",
  given: "/vercel/sandbox/given",
  result: "/vercel/sandbox/result.tar.gz",
} as const;

/** How the script says that the time was up, apart from what a command says. */
export const timedOutFile = `${remote.given}/timed-out`;

/**
 * Runs on the remote machine as `sh -c <this> sh <seconds> <folder> <program> <argument>…`. The command has no session that
 * takes its input, so it reads a file. One that is cut off leaves what it did so far.
 */
export const runScript = `
seconds="$1"; folder="$2"; shift 2
cd "$folder" || exit 126
timeout --signal=KILL "$seconds" "$@" < ${remote.given}/input
code=$?
[ "$code" = 137 ] && touch ${timedOutFile}
exit "$code"
`;

/** What packs the tree again, without the folders that were only shown in it. */
export function packCommand(shown: readonly string[]): readonly [string, ...string[]] {
  return [
    "tar",
    ...shown.map((path) => `--exclude=./${path}`),
    ...["--create", "--gzip", "--file", remote.result, "--directory", remote.tree, "."],
  ];
}
