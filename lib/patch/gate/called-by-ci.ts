import { posix } from "node:path";
import { protectionOf } from "@/lib/domain/paths/protected-path";
import { isTestPath } from "@/lib/domain/paths/test-path";
import { entryText } from "../compare-patch-trees";
import type { Tree } from "../tree";

/** Files in which people say what CI runs. */
const saysWhatRuns =
  /^\.github\/(?:workflows|actions)\/.*\.ya?ml$|^\.circleci\/|^\.gitlab-ci\.ya?ml$|^\.gitlab\/.*\.ya?ml$|^\.buildkite\/.*\.ya?ml$|(?:^|\/)jenkinsfile[^/]*$|^azure-pipelines[^/]*\.ya?ml$|^bitbucket-pipelines\.ya?ml$|^\.travis\.yml$|^\.drone\.yml$|(?:^|\/)action\.ya?ml$|^\.husky\/|^\.pre-commit-config\.ya?ml$/i;
/** What looks like a path in such a file: `./scripts/test.sh`, `$GITHUB_WORKSPACE/ci/x.py`, `uses: ./tools/action`. */
const pathLike = /(?<![\w./@-])(?:\$\{?\{? ?[\w.]{1,60} ?\}?\}?\/|\.\/|\/)?([\w@.-]+(?:\/[\w@.-]+)*)/g;
const filesMax = 300;
const charactersMax = 200_000;

/** Scripts and further configuration; the program itself is what agents repair. */
const script = /\.(?:sh|bash|zsh|ps1|bat|cmd|ya?ml|jsonnet|star|groovy|mk)$/i;
const starter = /\.(?:sh|bash|zsh|ps1|bat|cmd)$/i;
const scriptFolder =
  /^(?:(?:scripts?|tools?|ci|build|hack|dev|etc|bin|ops|actions|automation|infra|deploy|misc)\/)/i;
const program = /^(?:[^/]+\/){0,2}(?:src|app|pkg|internal|cmd)\/|^lib\//i;

function isScript(path: string): boolean {
  if (program.test(path)) return false;
  // `scripts/test.sh` has the name of a test and starts them all.
  if (isTestPath(path)) return starter.test(path);
  return script.test(path) || scriptFolder.test(path);
}

function namedIn(source: string, base: string, folders: ReadonlySet<string>, tree: Tree): string[] {
  const found: string[] = [];
  for (const [, name = ""] of source.slice(0, charactersMax).matchAll(pathLike)) {
    if (!name.includes("/") && !script.test(name)) continue;
    // From the root, as CI runs, and from where the file itself lies.
    for (const from of ["", base]) {
      const path = posix.normalize(posix.join(from, name));
      if (tree.has(path) && isScript(path)) found.push(path);
      // `uses: ./tools/setup`: an action is its whole folder.
      else if (folders.has(path)) found.push(`${path}/`);
    }
  }
  return found;
}

function actionFolders(tree: Tree): Set<string> {
  const folders = new Set<string>();
  for (const path of tree.keys()) if (/(?:^|\/)action\.ya?ml$/i.test(path)) folders.add(posix.dirname(path));
  folders.delete(".");
  return folders;
}

/**
 * Scripts, included configuration and actions of the repository's own that CI calls → the file that calls them, as the tree
 * was before the patch. Scripts that such scripts call are followed too.
 */
export function calledByCi(tree: Tree): Map<string, string> {
  const called = new Map<string, string>();
  const folders = actionFolders(tree);
  const open = [...tree.keys()].filter((path) => saysWhatRuns.test(path)).slice(0, filesMax);
  let read = 0;
  for (let path = open.shift(); path !== undefined && read < filesMax; path = open.shift()) {
    read += 1;
    const entry = tree.get(path);
    const source = entry ? entryText(entry) : null;
    if (source === null) continue;
    for (const target of namedIn(source, posix.dirname(path), folders, tree)) {
      if (called.has(target) || target === path || protectionOf(target) !== null) continue;
      called.set(target, path);
      if (!target.endsWith("/")) open.push(target);
    }
  }
  return called;
}
