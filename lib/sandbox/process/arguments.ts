import { limitArguments } from "../limits";
import { searchPathInside } from "../tool-folders";
import type { SandboxRequest } from "../types";
import { workingDirectoryOf } from "../working-directory";

interface Surroundings {
  toolPath: readonly string[];
  /** Where it is missing (macOS), the limits are too. */
  prlimit: string | null;
  home: string;
}

/** Program, arguments, folder and the whole environment of a plain process. */
export function processCommand(request: SandboxRequest, { toolPath, prlimit, home }: Surroundings) {
  const [program, ...args] = request.command;
  return {
    program: prlimit ?? program,
    // Not the number of processes: it counts all that our own user runs.
    args: prlimit
      ? [...limitArguments().filter((limit) => !limit.startsWith("--nproc")), "--", program, ...args]
      : args,
    workingDirectory: workingDirectoryOf(request),
    environment: {
      ...request.environment,
      PATH: searchPathInside(toolPath, { treeDirectory: request.treeDirectory }),
      HOME: home,
      TMPDIR: home,
      LANG: "C.UTF-8",
    },
  };
}
