import { readFileSync } from "node:fs";
import process from "node:process";
import { z } from "zod";
import { answerLines, endQuietlyWhenNobodyReads } from "@/lib/answer-lines";
import { fileArguments } from "@/lib/file-arguments";
import { visibleText } from "@/lib/visible-text";
import { type FlakyJudgement, judgeOutcomes } from "./judge-outcomes";

const USAGE = `Usage: npm run -s flaky -- FILE…          verdicts on the histories in JSON Lines files, for people
       npm run -s flaky -- --json FILE…   one JSON object a history
       npm run -s flaky -- --batch        histories on standard input, verdicts on standard output

A history: {"id": "name of the test", "outcomes": [{"sha": "…", "outcome": "pass"}, …]}, oldest first.
`;

const History = z.object({
  id: z.string(),
  outcomes: z.array(z.object({ sha: z.string(), outcome: z.enum(["pass", "fail"]) })),
});

const MARKS = { flaky: "≈", broken: "✗", stable: "✓", insufficient: "?" } as const;

function answer(history: z.infer<typeof History>) {
  const { reason: _reason, ...judgement } = judgeOutcomes(history.outcomes);
  return { ok: true as const, ...judgement };
}

function verdictText(id: string, { verdict, rate, low, high, reason }: FlakyJudgement): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const share = `fails ${percent(rate)} of runs (${percent(low)} to ${percent(high)})`;
  return `${MARKS[verdict]} ${verdict.padEnd(12)} ${visibleText(id)}\n    ${reason} ${share}\n`;
}

function describeLine(line: string, place: string): { text: string; ok: boolean } {
  try {
    const history = History.parse(JSON.parse(line));
    return { text: verdictText(history.id, judgeOutcomes(history.outcomes)), ok: true };
  } catch {
    return { text: `${place}: this line is no history.\n`, ok: false };
  }
}

function printFile(file: string, isJson: boolean): boolean {
  let good = true;
  for (const [index, line] of readFileSync(file, "utf8").split("\n").entries()) {
    if (line.trim() === "") continue;
    const { text, ok } = describeLine(line, `${file}:${index + 1}`);
    if (!ok) {
      process.stderr.write(text);
      good = false;
    } else if (isJson) {
      const history = History.parse(JSON.parse(line));
      process.stdout.write(`${JSON.stringify({ id: history.id, ...answer(history) })}\n`);
    } else process.stdout.write(text);
  }
  return good;
}

async function main(args: readonly string[]): Promise<number> {
  const asked = fileArguments(args);
  if (asked === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  if (asked.kind === "batch") {
    await answerLines((question) => answer(History.parse(question)));
    return 0;
  }
  endQuietlyWhenNobodyReads();
  try {
    return asked.files.map((file) => printFile(file, asked.isJson)).every(Boolean) ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
