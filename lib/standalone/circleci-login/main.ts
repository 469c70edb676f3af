// `npm run -s circleci:login`: gets a token at the level "read" in the browser, where it can be had only on this machine,
// and hands it to a Regreen anywhere with a one-time code from its integrations page.
import process from "node:process";
import { parseArgs } from "node:util";
import { authorize } from "./authorize";
import { handOver } from "./hand-over";

const usage = `Usage: npm run -s circleci:login -- --regreen URL --code CODE [--circleci URL]
  --regreen URL   where your Regreen is, such as https://regreen.example.com
  --code CODE     the one-time code from the organization's integrations page, valid for ten minutes
  --circleci URL  CircleCI's pages (default https://app.circleci.com)`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      regreen: { type: "string" },
      code: { type: "string" },
      circleci: { type: "string", default: "https://app.circleci.com" },
    },
  });
  const { regreen, code, circleci } = values;
  if (regreen === undefined || code === undefined || !URL.canParse(regreen) || !URL.canParse(circleci))
    throw new Error(usage);
  const token = await authorize(new URL(circleci), (url) => {
    console.log(
      `Open this address in the browser of this machine and choose the access level "Read":\n\n  ${url}\n`,
    );
  });
  const login = await handOver(new URL(regreen), code, token);
  console.log(`Connected as ${login}. Go on in the browser: choose which projects Regreen watches.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
