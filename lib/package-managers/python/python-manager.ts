import { readPlainFile } from "../tree-files";
import type { PackageManager, PlainFile, ReadTree, Step, Work } from "../types";

/** Folder of the virtual environment, where runners of Python look for one by themselves. */
const folder = ".venv";
const requirementsFile = "requirements.txt";

/** Lines of pip's requirements format without options, and what they leave open. */
export interface Requirements {
  text: string;
  packages: number | null;
  /** True where each line has a version and a hash, for every package that comes. */
  sealed: boolean;
}

export type ReadRequirements = { kind: "refused"; reason: string } | ({ kind: "read" } & Requirements);

interface PythonManager {
  title: string;
  lockFile: string;
  read(lockText: string, treeDirectory: string): Promise<ReadRequirements | LockScript>;
}

/** A lock file that is turned into requirements by the very Python that will run the tests: markers ask what it is. */
export interface LockScript {
  kind: "script";
  script: string;
}

/**
 * Python's packages from any of its lock files, by pip alone, into a virtual environment. Only wheels: what is no wheel is
 * built by code of its own, and nothing of a pull request runs where a registry is in reach.
 */
export function pythonManager({ title, lockFile, read }: PythonManager): PackageManager {
  return {
    title,
    language: "Python",
    registry: "python",
    lockFile,
    probe: ["python3", "-m", "pip", "--version"],
    refuses: () => null,
    async read(treeDirectory): Promise<ReadTree> {
      const lockText = await readPlainFile(treeDirectory, lockFile);
      if (lockText === null) return { kind: "absent" };
      const found = await read(lockText, treeDirectory);
      if (found.kind === "refused") return found;
      const scripted = found.kind === "script";
      const sealed = scripted || found.sealed;
      const files: PlainFile[] = scripted
        ? [{ path: lockFile, text: lockText }]
        : [{ path: requirementsFile, text: found.text }];
      return {
        kind: "read",
        packages: scripted ? null : found.packages,
        places: [{ path: folder, scratch: [], programs: "bin" }],
        caution: sealed
          ? null
          : `${lockFile} gives no hashes, so that CI may have got other versions than the tests here.`,
        install: (registryUrl): Work => ({
          files,
          steps: [
            ...(scripted ? [offline("python3", "-c", found.script)] : []),
            // Without its own copy of pip: tests need none, and Debian keeps what makes it in another package.
            offline("python3", "-m", "venv", "--without-pip", folder),
            pipStep(registryUrl, sealed),
            offline("python3", "-c", tidyScript),
          ],
        }),
      };
    },
    update: null,
    audit: null,
  };
}

function offline(...command: [string, ...string[]]): Step {
  return { command, reachesRegistry: false };
}

/** https://pip.pypa.io/en/stable/cli/pip_install/ `--isolated` leaves every setting of files and variables aside. */
function pipStep(registryUrl: string, sealed: boolean): Step {
  return {
    command: [
      ...(["python3", "-m", "pip", "--python", `${folder}/bin/python`, "--isolated"] as const),
      ...["--no-input", "--disable-pip-version-check", "--no-cache-dir", "--retries", "1", "--quiet"],
      ...["install", "--only-binary", ":all:", "--no-warn-script-location", "--index-url", registryUrl],
      ...(sealed ? ["--require-hashes", "--no-deps"] : []),
      ...["--requirement", requirementsFile],
    ],
    reachesRegistry: true,
  };
}

/**
 * Makes the environment fit for another place: its programs name the Python that stands first on the path, and the
 * repository's own code is found beside it, as an editable installation would do without building it.
 */
const tidyScript = `
import glob, os
for path in glob.glob(".venv/bin/*"):
    if os.path.islink(path) or not os.path.isfile(path):
        continue
    with open(path, "rb") as file:
        text = file.read()
    here = os.fsencode(os.path.abspath(".venv/bin/python"))
    if text.startswith(b"#!"):
        with open(path, "wb") as file:
            file.write(text.replace(here + b"3", b"/usr/bin/env python3", 2).replace(here, b"/usr/bin/env python3", 2))
for site in glob.glob(".venv/lib/python*/site-packages"):
    with open(site + "/own-code.pth", "w") as file:
        file.write("import sys; sys.path += [sys.prefix + '/../src', sys.prefix + '/..']\\n")
`;
