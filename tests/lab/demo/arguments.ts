import { parseArgs } from "node:util";

export interface DemoArguments {
  /** Ends when every scenario has ended, instead of staying up for people. */
  once: boolean;
  /** One JSON object on standard output; everything else goes to standard error. */
  json: boolean;
  /** Hot reload for people who change the product. */
  dev: boolean;
  /** Begins with an empty world. */
  fresh: boolean;
  /** Gives up after this long with `--once`. */
  timeoutSeconds: number;
}

export const usage = `Usage: npm run demo -- [--once] [--json] [--fresh] [--timeout-seconds N]
  --once               end when every scenario has ended; exit 0 only if each ended as it must
  --json               one JSON object on standard output, progress on standard error
  --fresh              forget the world of earlier demos
  --timeout-seconds N  give up after N seconds with --once (default 300)`;

/** @throws Error with the usage where an argument is unknown or malformed */
export function readArguments(args: readonly string[]): DemoArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      once: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      dev: { type: "boolean", default: false },
      fresh: { type: "boolean", default: false },
      "timeout-seconds": { type: "string", default: "300" },
    },
  });
  const timeoutSeconds = Number(values["timeout-seconds"]);
  if (!Number.isInteger(timeoutSeconds) || timeoutSeconds < 1) throw new Error(usage);
  const { once, json, dev, fresh } = values;
  return { once, json, dev, fresh, timeoutSeconds };
}
