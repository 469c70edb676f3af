import { parseArgs } from "node:util";
import { LogProvider } from "@/lib/domain/evidence";
import { defaultExcerptLimits } from "../excerpts/budget";

export const usage = `usage: npm run -s evidence -- [options] LOG …      what failed in each log, and why
       some command | npm run -s evidence           the same for standard input
       npm run -s evidence -- --batch                JSON Lines in, JSON Lines out

  --json                 one JSON object a log instead of text
  --provider NAME        ${LogProvider.options.join(", ")}
  --junit FILE           a test report of the same job; may be given again
  --passing-log FILE     the log of the job's last passing run
  --max-lines N          most lines over all excerpts (${defaultExcerptLimits.maxLines})
  --max-bytes N          most bytes over all excerpts (${defaultExcerptLimits.maxBytes})`;

export interface Arguments {
  mode: "batch" | "json" | "text" | "help";
  /** "-" is standard input. */
  logs: string[];
  provider: LogProvider;
  junit: string[];
  passingLog: string | undefined;
  maxLines: number;
  maxBytes: number;
}

/** Throws an Error whose message says what is wrong with the arguments. */
export function parseArguments(argv: string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      batch: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
      provider: { type: "string", default: "unknown" },
      junit: { type: "string", multiple: true, default: [] },
      "passing-log": { type: "string" },
      "max-lines": { type: "string", default: String(defaultExcerptLimits.maxLines) },
      "max-bytes": { type: "string", default: String(defaultExcerptLimits.maxBytes) },
    },
  });
  const provider = LogProvider.safeParse(values.provider);
  if (!provider.success) throw new Error(`--provider is one of ${LogProvider.options.join(", ")}`);
  if (values.batch && positionals.length > 0)
    throw new Error("--batch reads standard input, it takes no file names");
  const mode = values.help ? "help" : values.batch ? "batch" : values.json ? "json" : "text";
  return {
    mode,
    logs: positionals.length > 0 ? positionals : ["-"],
    provider: provider.data,
    junit: values.junit,
    passingLog: values["passing-log"],
    maxLines: count(values["max-lines"], "--max-lines"),
    maxBytes: count(values["max-bytes"], "--max-bytes"),
  };
}

function count(text: string, option: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${option} is a number of at most nine digits, not "${text}"`);
  return Number(text);
}
