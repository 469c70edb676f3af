import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { Inngest } from "inngest";
import { startApp } from "@/tests/support/engine/app";
import { quiet } from "@/tests/support/engine/quiet";

/** An app in a process of its own, to be killed: each execution of a step is a line `<ms> <run> <step>` in a file. */
const { port, effectsFile, ...keys } = JSON.parse(process.argv[2] ?? "{}");
const client = new Inngest({ id: "crash", isDev: false, logger: quiet, ...keys });
const effect = (run: string, step: string) => appendFileSync(effectsFile, `${Date.now()} ${run} ${step}\n`);

/** Long enough to be hit by a kill now and then. */
const someWork = () => new Promise((resolve) => setTimeout(resolve, 60));

const work = client.createFunction(
  { id: "work", retries: 3, triggers: { event: "crash/work" } },
  async ({ event, step, runId }) => {
    const run = async (name: string) =>
      step.run(name, async () => {
        effect(runId, name);
        await someWork();
      });
    await run("a");
    await step.run("fails-once", () => {
      effect(runId, "fails-once");
      const marker = `${effectsFile}.${event.data.id}`;
      if (existsSync(marker)) return;
      writeFileSync(marker, "");
      throw new Error("once");
    });
    await step.sleep("nap", "1s");
    await Promise.all([run("left"), run("right")]);
    // A step that was cut off is done again, and so sends again: the event's own id makes that count once.
    await step.sendEvent("tell", { name: "crash/told", id: runId, data: event.data });
    await run("z");
  },
);
const told = client.createFunction({ id: "told", triggers: { event: "crash/told" } }, ({ step, runId }) =>
  step.run("heard", () => effect(runId, "heard")),
);
const app = await startApp(port);
app.serve(client, [work, told]);
process.stdout.write("ready\n");
