import { files } from "./files";
import { kernel } from "./kernel";
import { endpoint, network } from "./network";
import type { Probe } from "./probe";
import { processes } from "./processes";

export const probes: readonly Probe[] = [...network, ...endpoint, ...files, ...processes, ...kernel];
