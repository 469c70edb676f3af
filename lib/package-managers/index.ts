import { npm } from "./npm";
import { pnpm } from "./pnpm";
import { pdm } from "./python/pdm";
import { pip } from "./python/pip";
import { poetry } from "./python/poetry";
import { uv } from "./python/uv";
import type { PackageManager } from "./types";
import { yarnBerry } from "./yarn-berry";
import { yarnClassic } from "./yarn-classic";

/** Of each language the surest first: a lock file before a list of wishes. */
export const packageManagers: readonly PackageManager[] = [
  ...[npm, pnpm, yarnBerry, yarnClassic],
  ...[uv, poetry, pdm, pip],
];
