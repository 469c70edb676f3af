import { bubblewrapArguments } from "../bubblewrap/arguments";
import { descriptors } from "../bubblewrap/descriptors";
import { limitArguments } from "../limits";
import type { SandboxRequest } from "../types";
import { tunnelScript } from "./tunnel-script";

interface Surroundings {
  toolPath: readonly string[];
  readable: readonly string[];
  /** Absolute paths. */
  settingsFile: string;
  bubblewrap: string;
  prlimit: string;
  /** What bubblewrap reads from its descriptors, each in a file of this folder that is named by its number. */
  descriptorFolder: string;
}

/** Gives each file to the program as the descriptor of its name. */
const openScript = `exec "$@" ${descriptors.map((_, index) => `${index + 3}<"$FOLDER/${index + 3}"`).join(" ")}`;

/**
 * Everything behind `srt`: the tunnel where a model may be reached, and our own walls inside of the runtime's. Alone the
 * runtime leaves root's capabilities to a command that root starts, and most of the kernel in reach of every command.
 */
export function runtimeArguments(request: SandboxRequest, surroundings: Surroundings): string[] {
  const { toolPath, readable, settingsFile, bubblewrap, prlimit, descriptorFolder } = surroundings;
  const tunnel = request.modelEndpoint
    ? [process.execPath, "-e", tunnelScript, String(request.modelEndpoint.port)]
    : [];
  return [
    ...["--settings", settingsFile, "--"],
    ...tunnel,
    ...["/usr/bin/env", `FOLDER=${descriptorFolder}`, "/bin/sh", "-c", openScript, "sh"],
    bubblewrap,
    ...bubblewrapArguments(request, { toolPath, readable, endpointSocket: null, nested: true }),
    ...[prlimit, ...limitArguments(), "--", ...request.command],
  ];
}
