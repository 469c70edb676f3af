/** Paths on the remote machine, whose account may write below the first. */
export const remote = {
  tree: "/vercel/sandbox/tree",
  given: "/vercel/sandbox/given",
  result: "/vercel/sandbox/result.tar.gz",
} as const;

/**
 * Runs on the remote machine as `sh -c <this> sh <seconds> <folder> <program> <argument>…`. The command has no session that
 * takes its input, so it reads a file. One that is cut off leaves what it did so far.
 */
export const runScript = `
seconds="$1"; folder="$2"; shift 2
cd "$folder" || exit 126
exec timeout --signal=KILL "$seconds" "$@" < ${remote.given}/input
`;

/** What packs the tree again, without the folders that were only shown in it. */
export function packCommand(shown: readonly string[]): readonly [string, ...string[]] {
  return [
    "tar",
    ...shown.map((path) => `--exclude=./${path}`),
    // Two names of one file come back as two files.
    ...["--create", "--gzip", "--hard-dereference", "--file", remote.result, "--directory", remote.tree, "."],
  ];
}
