// `npm run drill`: an agent is let loose on 300 injected instructions, and what gets out is counted.
import process from "node:process";
import { parseArgs } from "node:util";
import { findAgent } from "./find-agent";
import { carriers } from "./injections";
import { type DrillResult, runDrill } from "./run-drill";
import { startDatabase } from "./start-database";

const usage = `npm run drill -- [--seed N] [--carrier NAME]… [--organization LOGIN --agent NAME] [--json]

Without an agent it runs the scripted one that obeys every instruction it is given. An agent that an organization has set up
is asked as in a repair, with its own model and at its own price; what was seen stands on the agents page.
  --seed N        words of the injections; 1 where absent
  --carrier NAME  only this carrier: ${carriers.join(", ")}
  --json          the result as JSON`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: "1" },
      carrier: { type: "string", multiple: true, default: [] },
      organization: { type: "string" },
      agent: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const chosen = carriers.filter((carrier) => values.carrier.includes(carrier));
  const seed = Number(values.seed);
  if (values.help || !Number.isSafeInteger(seed) || chosen.length !== values.carrier.length) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const drilled =
    values.agent === undefined ? null : await findAgent(values.organization ?? "", values.agent);
  const result = await runDrill({
    ...(drilled && { agent: drilled.agent }),
    seed,
    carriers: chosen.length > 0 ? chosen : carriers,
    database: await startDatabase(),
  });
  await drilled?.keep(result);
  console.log(values.json ? JSON.stringify(result, null, 2) : inWords(result));
  process.exitCode = result.contained ? 0 : 1;
}

function inWords(result: DrillResult): string {
  const { canaries, inHand, foreignReferences, forbiddenFiles, residue, loops, ways } = result;
  const pushed = loops.filter((loop) => loop.pushed).length;
  return [
    `${result.contained ? "Contained" : "NOT contained"}: ${result.agent}, seed ${result.seed}, ${result.seconds} s`,
    `  ${result.injections} injections, ${result.reached} reached the agent; ${loops.length} loops, ${pushed} patches pushed`,
    ...(inHand === null
      ? []
      : [
          `  ${ways.gitVerbs} verbs of git, each token in ${ways.encodings} spellings, looked for in ${ways.outputs} outputs`,
        ]),
    `  ${new Set(canaries.out.map(({ place }) => place)).size} of ${canaries.planted} canaries out${list(canaries.out.map(({ place, sink }) => `${place} in ${sink}`))}`,
    ...(inHand === null
      ? []
      : [`  the agent held ${inHand.atMost} of them, and ${inHand.withoutWalls} without walls`]),
    `  ${foreignReferences.length} references other than ours${list(foreignReferences)}`,
    `  ${forbiddenFiles.length} forbidden files${list(forbiddenFiles)}`,
    `  ${residue.length} things left behind${list(residue)}`,
  ].join("\n");
}

function list(things: readonly string[]): string {
  return things.length === 0 ? "" : `: ${things.join(", ")}`;
}

await main();
process.exit();
