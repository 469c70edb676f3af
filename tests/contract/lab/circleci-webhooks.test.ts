import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { circleCiSignatureHolds } from "@/lib/ci/circleci/signature";
import { circleCiWebhooks } from "@/tests/support/circleci-webhooks";
import { PublishedWebhook } from "@/tests/support/lab/published/circleci-webhook";
import { startTestLab } from "@/tests/support/lab/start-lab";

const secret = "a secret of this test";

interface Heard {
  event: string;
  signature: string;
  body: Buffer;
}

async function startReceiver() {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const header = (name: string) => String(request.headers[name]);
    heard.push({
      event: header("circleci-event-type"),
      signature: header("circleci-signature"),
      body: Buffer.concat(chunks),
    });
    response.writeHead(200).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

it("sends a webhook for each job and workflow that ended, in the published form and signed", async () => {
  const lab = await startTestLab({ webhookUrl: null });
  onTestFinished(() => lab.remove());
  const { heard, url } = await startReceiver();
  // One project of each kind: their pipelines name the commit at different places.
  for (const repository of ["acme/invoices", "globex/inventory"])
    await lab.control.addCircleWebhook({ repository, url, secret });
  await lab.control.openScenarios(["invoices/late-fee", "inventory/reorder"]);
  await lab.control.untilIdle();

  expect(heard.map(({ event }) => event).sort()).toEqual([
    "job-completed",
    "job-completed",
    "workflow-completed",
    "workflow-completed",
  ]);
  for (const { event, signature, body } of heard) {
    const payload: unknown = JSON.parse(body.toString());
    expect(PublishedWebhook.safeParse(payload).error?.issues ?? [], event).toEqual([]);
    expect(payload).toMatchObject({ type: event });
    expect(circleCiSignatureHolds(body, signature, secret)).toBe(true);
  }
});

it("is checked against a form that the receiver's own examples have too", () => {
  const id = "3f0a8c7e-55a1-4b52-8a8e-2a8f6e3d9b10";
  for (const { payload } of circleCiWebhooks({ id, projectId: id, organizationId: id, sha: "0".repeat(40) }))
    expect(PublishedWebhook.safeParse(payload).error?.issues ?? []).toEqual([]);
});
