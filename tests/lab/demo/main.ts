import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { createDb, type Db } from "@/lib/db/client";
import { launch } from "@/lib/standalone/launcher";
import { LabControl } from "../control/client";
import { countByProvider, writesAmong } from "../provider-requests";
import { PullDescription } from "../seed/describe";
import { readArguments } from "./arguments";
import { connectDemoProviders } from "./connect-providers";
import { startLabProcess } from "./lab-process";
import { differences, type ScenarioOutcome } from "./outcome";
import { demoPorts } from "./ports";
import { prepareOrganizations } from "./prepare-organizations";
import { demoVariables } from "./variables";
import { watchScenarios } from "./watch";

const folder = resolve(".regreen", "demo");
const pauseMs = 250;

/** The demo's world: the lab as GitHub, and the product in front of it exactly as in production. */
async function main(): Promise<number> {
  const options = readArguments(process.argv.slice(2));
  const started = Date.now();
  const say = (line: string) =>
    process.stderr.write(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
  if (options.fresh) rmSync(folder, { recursive: true, force: true });

  const ports = await demoPorts(join(folder, "ports.json"));
  const productUrl = `http://localhost:${ports.product}`;
  const lab = await startLabProcess({
    dataFolder: join(folder, "lab"),
    ports,
    webhookUrl: `http://127.0.0.1:${ports.product}/api/webhooks/github`,
  });
  const { githubUrl, circleUrl, buildkiteUrl, vercelUrl } = lab.addresses;
  say(
    `The lab stands in for GitHub at ${githubUrl}, CircleCI at ${circleUrl}, Buildkite at ${buildkiteUrl} and Vercel at ${vercelUrl}`,
  );
  const variables = {
    ...process.env,
    ...demoVariables(folder, ports.product, productUrl, lab.addresses),
  };
  if (variables.REGREEN_SANDBOX === "process")
    say("Without bubblewrap: the agents run as plain processes, on the lab's own code.");
  const product = await launch({
    mode: options.dev ? "dev" : "start",
    variables,
    say,
  });
  const stop = async () => {
    await product.stop();
    await lab.stop();
  };
  const interrupted = new Promise<"interrupted">((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve("interrupted"));
  });

  const db = createDb(product.databaseUrl, 2);
  try {
    await prepareOrganizations(db);
    const control = new LabControl(lab.addresses.githubUrl);
    await connectDemoProviders(db, control, variables, productUrl);
    const run = runScenarios(db, control, options.once ? started + options.timeoutSeconds * 1000 : null, say);
    if (!options.once) {
      say(`Open ${productUrl} and sign in: every person of the lab is one click away.`);
      run.catch((error: unknown) => say(String(error)));
      await interrupted;
      return 0;
    }
    const result = await Promise.race([run, interrupted]);
    if (result === "interrupted") return 130;
    if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    return result.ok ? 0 : 1;
  } finally {
    await db.$disconnect();
    await stop();
  }
}

interface DemoResult {
  loops: ScenarioOutcome[];
  /** How many requests each CI provider had, and what among them was no read: never anything. */
  providerRequests: { counts: ReturnType<typeof countByProvider>; writes: string[] };
  ok: boolean;
}

async function runScenarios(
  db: Db,
  control: LabControl,
  deadlineMs: number | null,
  say: (line: string) => void,
): Promise<DemoResult> {
  const scenarios = await control.openScenarios();
  const ends = await watchScenarios(db, scenarios, {
    until: () => deadlineMs !== null && Date.now() > deadlineMs,
    tell: say,
    pause: () => delay(pauseMs),
  });
  let ok = true;
  const loops: ScenarioOutcome[] = [];
  for (const scenario of scenarios) {
    const end = ends.get(scenario.name) ?? null;
    if (end !== null) loops.push(end);
    const wrong =
      end === null
        ? ["no loop was opened"]
        : differences(end, PullDescription.shape.expect.parse(scenario.expect));
    ok &&= wrong.length === 0;
    say(
      wrong.length === 0
        ? `as it must: ${scenario.name}`
        : `NOT as it must: ${scenario.name}: ${wrong.join("; ")}`,
    );
  }
  const requests = await control.providerRequests();
  const writes = writesAmong(requests);
  for (const write of writes) say(`NOT as it must: a CI provider was sent a write: ${write}`);
  const counts = countByProvider(requests);
  return { loops, providerRequests: { counts, writes }, ok: ok && writes.length === 0 };
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
