import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";
import { tether } from "@/lib/standalone/tether";
import type { Ports } from "./ports";

const Addresses = z.object({
  githubUrl: z.string(),
  githubApiUrl: z.string(),
  blobUrl: z.string(),
  circleUrl: z.string(),
  buildkiteUrl: z.string(),
  vercelUrl: z.string(),
  appId: z.int(),
  appPrivateKey: z.string(),
  appClientId: z.string(),
  appClientSecret: z.string(),
  webhookSecret: z.string(),
  toolPath: z.string(),
});
export type LabAddresses = z.infer<typeof Addresses>;

/** Starts the lab as a process of its own, as the real GitHub is, and answers when it can be reached. */
export async function startLabProcess(options: {
  dataFolder: string;
  ports: Omit<Ports, "product">;
  /** Where the app's deliveries go. Null begins a world in which nobody has made an app. */
  webhookUrl: string | null;
}): Promise<{ addresses: LabAddresses; stop: () => Promise<void> }> {
  const { ports } = options;
  const child = spawn(
    process.execPath,
    [
      "--import",
      "tsx",
      "tests/lab/main.ts",
      "--data",
      options.dataFolder,
      `--port=${ports.lab}`,
      `--blob-port=${ports.blobs}`,
      `--circle-port=${ports.circle}`,
      `--buildkite-port=${ports.buildkite}`,
      `--vercel-port=${ports.vercel}`,
      ...(options.webhookUrl === null ? ["--without-app"] : ["--webhook-url", options.webhookUrl]),
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  tether(child, "KILL");
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface({ input: child.stdout }).once("line", resolve)),
    ended.then(() => {
      throw new Error("The lab ended before it was ready; its error stands above.");
    }),
  ]);
  return {
    addresses: Addresses.parse(JSON.parse(line)),
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
