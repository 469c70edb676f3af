import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startLab } from "./start-lab";

const usage = `Usage: tsx tests/lab/main.ts --data FOLDER [--port N] [--blob-port N] [--circle-port N]
  [--buildkite-port N] [--vercel-port N] [--webhook-url URL] [--scenarios FOLDER | --empty]
  [--without-app | --app-id N --app-key FILE] [--open]
The webhook secret comes from LAB_WEBHOOK_SECRET, the app's client secret from LAB_CLIENT_SECRET.`;

const here = dirname(fileURLToPath(import.meta.url));

/** Runs a lab until it is told to stop, and prints its addresses as one line of JSON when it is ready. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: "string" },
      port: { type: "string" },
      "blob-port": { type: "string" },
      "circle-port": { type: "string" },
      "buildkite-port": { type: "string" },
      "vercel-port": { type: "string" },
      "webhook-url": { type: "string" },
      scenarios: { type: "string" },
      empty: { type: "boolean", default: false },
      "without-app": { type: "boolean", default: false },
      "app-id": { type: "string" },
      "app-key": { type: "string" },
      open: { type: "boolean", default: false },
    },
  });
  if (!values.data) throw new Error(usage);
  const { LAB_WEBHOOK_SECRET: webhookSecret, LAB_CLIENT_SECRET: appClientSecret } = process.env;
  const {
    control,
    close,
    routes: _,
    ...addresses
  } = await startLab({
    dataFolder: values.data,
    port: Number(values.port ?? 0),
    blobPort: Number(values["blob-port"] ?? 0),
    circlePort: Number(values["circle-port"] ?? 0),
    buildkitePort: Number(values["buildkite-port"] ?? 0),
    vercelPort: Number(values["vercel-port"] ?? 0),
    webhookUrl: values["webhook-url"] ?? null,
    withoutApp: values["without-app"],
    scenariosFolder: values.empty ? null : (values.scenarios ?? join(here, "scenarios")),
    ...(values["app-id"] ? { appId: Number(values["app-id"]) } : {}),
    ...(values["app-key"] ? { appPrivateKey: readFileSync(values["app-key"], "utf8") } : {}),
    ...(webhookSecret ? { webhookSecret } : {}),
    ...(appClientSecret ? { appClientSecret } : {}),
  });
  const stop = () => {
    void close().then(() => process.exit(0));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  if (values.open) await control.openScenarios();
  console.log(JSON.stringify(addresses));
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
