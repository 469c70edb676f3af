import { createHmac, randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Delivery } from "../../state/app";
import { registeredApp, takeId } from "../../state/lookup";
import type { World } from "../../world";
import { takeDeliveryFault } from "./faults";

export interface OutgoingEvent {
  event: string;
  action: string | null;
  installationId: number | null;
  repositoryId: number | null;
  payload: object;
}

/** Request and answer of one delivery, as GitHub shows them. Kept in a file of its own: payloads are large. */
export interface DeliveryRecord {
  request: { headers: Record<string, string>; payload: object };
  response: { headers: Record<string, string>; payload: string };
}

/** GitHub gives a receiver ten seconds. */
const answerTimeoutMs = 10_000;

/** Sends an event to the app, once. As on GitHub nothing is sent again by itself, whatever the answer. */
export function deliver(world: World, event: OutgoingEvent): void {
  const fault = takeDeliveryFault(world, event);
  const guid = randomUUID();
  const sendNow = () => world.deliveries.track(send(world, event, guid, false, fault?.kind === "lose"));
  switch (fault?.kind) {
    case "double":
      sendNow();
      sendNow();
      return;
    case "delay":
      world.deliveries.track(afterDelay(fault.delayMs).then(sendNow));
      return;
    case "reorder":
      held.set(world, [...(held.get(world) ?? []), sendNow]);
      return;
    case "lose":
    case undefined:
      sendNow();
      releaseHeld(world);
  }
}

const held = new WeakMap<World, (() => void)[]>();

/** Sends what a "reorder" fault kept back, now that a later event went first. */
export function releaseHeld(world: World): void {
  const waiting = held.get(world) ?? [];
  held.delete(world);
  for (const sendNow of waiting) sendNow();
}

/** Sends a recorded delivery again under the same GUID, as the redelivery endpoint does. */
export async function redeliver(world: World, delivery: Delivery): Promise<void> {
  const record = await readDeliveryRecord(world, delivery);
  const { event, action, installationId, repositoryId, guid } = delivery;
  const again = { event, action, installationId, repositoryId, payload: record.request.payload };
  world.deliveries.track(send(world, again, guid, true, false));
}

export async function readDeliveryRecord(world: World, delivery: Delivery): Promise<DeliveryRecord> {
  return JSON.parse(await readFile(recordFile(world, delivery.id), "utf8")) as DeliveryRecord;
}

function recordFile(world: World, id: number): string {
  return join(world.folders.deliveries, `${id}.json`);
}

async function send(world: World, event: OutgoingEvent, guid: string, redelivery: boolean, lose: boolean) {
  const target = world.state.webhookUrl;
  if (!target) return;
  const body = JSON.stringify(event.payload);
  const delivery: Delivery = {
    id: takeId(world),
    guid,
    event: event.event,
    action: event.action,
    installationId: event.installationId,
    repositoryId: event.repositoryId,
    deliveredAt: world.clock.iso(),
    redelivery,
    durationSeconds: 0,
    status: "pending",
    statusCode: 0,
  };
  const headers = signedHeaders(world, event, guid, body);
  const begun = performance.now();
  const answer = lose ? { statusCode: 504, text: "", headers: {} } : await post(target, headers, body);
  delivery.durationSeconds = Math.round(performance.now() - begun) / 1000;
  delivery.statusCode = answer.statusCode;
  delivery.status = statusText(answer.statusCode);
  const record: DeliveryRecord = {
    request: { headers, payload: event.payload },
    response: { headers: answer.headers, payload: answer.text },
  };
  await writeFile(recordFile(world, delivery.id), JSON.stringify(record));
  world.state.deliveries.push(delivery);
  world.save();
}

function signedHeaders(
  world: World,
  event: OutgoingEvent,
  guid: string,
  body: string,
): Record<string, string> {
  const { id, webhookSecret } = registeredApp(world);
  const signature = (algorithm: string, secret: string) =>
    `${algorithm}=${createHmac(algorithm, secret).update(body).digest("hex")}`;
  return {
    accept: "*/*",
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/lab",
    "x-github-delivery": guid,
    "x-github-event": event.event,
    "x-github-hook-id": "1",
    "x-github-hook-installation-target-id": String(id),
    "x-github-hook-installation-target-type": "integration",
    ...(webhookSecret === null
      ? {}
      : {
          "x-hub-signature": signature("sha1", webhookSecret),
          "x-hub-signature-256": signature("sha256", webhookSecret),
        }),
  };
}

interface Answer {
  statusCode: number;
  text: string;
  headers: Record<string, string>;
}

async function post(target: string, headers: Record<string, string>, body: string): Promise<Answer> {
  try {
    const response = await fetch(target, {
      method: "POST",
      headers,
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    const text = (await response.text()).slice(0, 4096);
    return { statusCode: response.status, text, headers: Object.fromEntries(response.headers) };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === "TimeoutError";
    return { statusCode: timedOut ? 504 : 0, text: "", headers: {} };
  }
}

function statusText(code: number): string {
  if (code === 0) return "failed to connect to host";
  if (code === 504) return "timed out";
  return code >= 200 && code < 300 ? "OK" : `Invalid HTTP Response: ${code}`;
}

function afterDelay(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
