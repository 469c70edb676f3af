// One world for the browser tests: prints its address as a line of JSON once it stands, and goes when told to.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createDb } from "@/lib/db/client";
import { launch } from "@/lib/standalone/launcher";
import { LabControl } from "@/tests/lab/control/client";
import { connectDemoProviders } from "@/tests/lab/demo/connect-providers";
import { startLabProcess } from "@/tests/lab/demo/lab-process";
import { demoPorts } from "@/tests/lab/demo/ports";
import { prepareOrganizations } from "@/tests/lab/demo/prepare-organizations";
import { demoVariables } from "@/tests/lab/demo/variables";
import { writesAmong } from "@/tests/lab/provider-requests";

const folder = mkdtempSync(join(tmpdir(), "regreen-e2e-"));
const ports = await demoPorts(join(folder, "ports.json"));
const url = `http://localhost:${ports.product}`;
const lab = await startLabProcess({
  dataFolder: join(folder, "lab"),
  ports,
  webhookUrl: `http://127.0.0.1:${ports.product}/api/webhooks/github`,
});
const variables = {
  ...process.env,
  ...demoVariables(folder, ports.product, url, lab.addresses),
  // Follow-up tasks stay scheduled, for a person to run or cancel.
  REGREEN_FOLLOW_UP_MINUTES: "60",
};
const product = await launch({
  mode: "start",
  variables,
  say: (line) => process.stderr.write(`${line}\n`),
});
const db = createDb(product.databaseUrl, 2);
await prepareOrganizations(db);
const control = new LabControl(lab.addresses.githubUrl);
await connectDemoProviders(db, control, variables, url);
await db.$disconnect();
// More tokens, for the tests that connect as a person does.
const circleCiToken = await control.circleToken({ login: "mia", level: "read", organizations: ["acme"] });
const buildkiteToken = await control.buildkiteToken({
  organization: "acme",
  scopes: ["read_builds", "read_build_logs", "read_artifacts", "read_organizations", "write_builds"],
});
process.stdout.write(`${JSON.stringify({ url, circleCiToken, buildkiteToken })}\n`);

// The pull requests fail when the first test asks for it, so that it sees loops from their beginning.
process.on("SIGUSR2", () => {
  control.openScenarios().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
});

process.once("SIGTERM", async () => {
  const writes = writesAmong(await control.providerRequests());
  await product.stop();
  await lab.stop();
  rmSync(folder, { recursive: true, force: true });
  for (const write of writes) process.stderr.write(`Not a read: ${write}\n`);
  process.exit(writes.length === 0 ? 0 : 1);
});
