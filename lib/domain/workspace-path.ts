/** Where providers check repositories out: https://docs.github.com/actions/reference/runners/github-hosted-runners#file-systems */
const knownRoots = [
  "/github/workspace/",
  "/home/circleci/project/",
  "/root/project/",
  "/home/circleci/repo/",
];

/**
 * A path of a CI machine as a path in the repository. GitHub's runners check out into `…/NAME/NAME/`; a path that is
 * under no known root comes back as it is, without a leading `./`.
 */
export function workspacePath(path: string, repositoryName: string): string {
  const slashed = path.replaceAll("\\", "/").replace(/^file:\/\//, "");
  const doubled = `/${repositoryName}/${repositoryName}/`;
  const at = slashed.lastIndexOf(doubled);
  if (at >= 0) return slashed.slice(at + doubled.length);
  for (const root of knownRoots) if (slashed.startsWith(root)) return slashed.slice(root.length);
  return slashed.replace(/^(?:\.\/)+/, "");
}
