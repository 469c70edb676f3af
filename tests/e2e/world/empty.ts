// A world in which nobody has set anything up: no GitHub App, no organization. Prints its addresses as a line of JSON
// once it stands; what the product says to whoever started it goes to standard error, the setup token among it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { launch } from "@/lib/standalone/launcher";
import { startLabProcess } from "@/tests/lab/demo/lab-process";
import { demoPorts } from "@/tests/lab/demo/ports";
import { demoVariables } from "@/tests/lab/demo/variables";

const folder = mkdtempSync(join(tmpdir(), "regreen-setup-"));
const ports = await demoPorts(join(folder, "ports.json"));
const url = `http://localhost:${ports.product}`;
const lab = await startLabProcess({
  dataFolder: join(folder, "lab"),
  ports,
  webhookUrl: null,
});
const variables = Object.entries(demoVariables(folder, ports.product, url, lab.addresses)).filter(
  ([name]) => !/^GITHUB_(?:APP|WEBHOOK)_/.test(name),
);
const product = await launch({
  mode: "start",
  variables: { ...process.env, ...Object.fromEntries(variables) },
  say: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write(`${JSON.stringify({ url })}\n`);

process.once("SIGTERM", async () => {
  await product.stop();
  await lab.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
