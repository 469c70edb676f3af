import { randomUUID } from "node:crypto";
import { Inngest, type InngestFunction } from "inngest";
import { createTestDatabase } from "@/tests/support/database";
import { type App, startApp } from "./app";
import { createJournal, type Journal, type RunEnd } from "./effects";
import { createFastClock } from "./fast-clock";
import { quiet } from "./quiet";
import { recorders } from "./recorders";
import { createKeys, startTestEngine } from "./test-engine";

/**
 * Functions under test and the server that runs them: the embedded engine, or, where INNGEST_CONFORMANCE_URL names one, a
 * real Inngest server (with INNGEST_CONFORMANCE_EVENT_KEY and INNGEST_CONFORMANCE_SIGNING_KEY). The cases cannot tell which.
 */
export type World = {
  journal: Journal;
  app: App;
  serverUrl: string;
  /** Sends one event and returns its id, under which the end of its run is found. */
  send(name: string, data: Record<string, unknown>, more?: { id?: string }): Promise<string>;
  /** The end of the run that this event started. */
  end(eventId: string): Promise<RunEnd>;
  /** Sends the event again and again until the run has ended: an event that comes before its wait is missed. */
  sendUntilEnd(eventId: string, name: string, data: Record<string, unknown>): Promise<RunEnd>;
  cancel(runId: string): Promise<number>;
  close(): Promise<void>;
};

export type FunctionSet = (client: Inngest.Any, journal: Journal) => InngestFunction.Any[];

type Server = { url: string; eventKey: string; signingKey: string; stop(): Promise<void> };

export async function openWorld(input: { functions: FunctionSet; checkpointing: boolean }): Promise<World> {
  const journal = createJournal();
  const app = await startApp();
  const server = realServer() ?? (await embeddedServer(app));
  const client = new Inngest({
    id: `conformance-${input.checkpointing ? "checkpoints" : "calls"}`,
    isDev: false,
    baseUrl: server.url,
    eventKey: server.eventKey,
    signingKey: server.signingKey,
    checkpointing: input.checkpointing,
    logger: quiet,
  });
  app.serve(client, [...input.functions(client, journal), ...recorders(client, journal)]);
  await synchronise(app);

  async function end(eventId: string): Promise<RunEnd> {
    return journal.until(() => journal.endsOf(eventId)[0]);
  }
  async function send(name: string, data: Record<string, unknown>, more = {}): Promise<string> {
    const { ids } = await client.send({ name, data, ...more });
    return ids[0] ?? "";
  }
  return {
    journal,
    app,
    serverUrl: server.url,
    send,
    end,
    sendUntilEnd: async (eventId, name, data) => {
      const ended = end(eventId);
      for (;;) {
        await send(name, data);
        const found = await Promise.race([ended, after(100)]);
        if (found) return found;
      }
    },
    cancel: async (runId) => {
      const api = client as unknown as { inngestApi: { hashedKey: string } };
      const response = await fetch(`${server.url}/v1/runs/${runId}`, {
        method: "DELETE",
        headers: { authorization: `Bearer ${api.inngestApi.hashedKey}` },
      });
      return response.status;
    },
    close: async () => {
      await server.stop();
      await app.close();
    },
  };
}

/** A tag that keeps the events of one case apart from all others, also on a server that remembers earlier suites. */
export function freshId(): string {
  return randomUUID();
}

function realServer(): Server | null {
  const url = process.env.INNGEST_CONFORMANCE_URL;
  if (!url) return null;
  const eventKey = process.env.INNGEST_CONFORMANCE_EVENT_KEY;
  const signingKey = process.env.INNGEST_CONFORMANCE_SIGNING_KEY;
  if (!eventKey || !signingKey) {
    throw new Error(
      "INNGEST_CONFORMANCE_URL needs INNGEST_CONFORMANCE_EVENT_KEY and INNGEST_CONFORMANCE_SIGNING_KEY.",
    );
  }
  return { url, eventKey, signingKey, stop: async () => {} };
}

async function embeddedServer(app: App): Promise<Server> {
  const database = await createTestDatabase({ migrated: false });
  const keys = createKeys();
  const engine = await startTestEngine({
    databaseUrl: database.url,
    appUrl: app.url,
    clock: createFastClock(20),
    ...keys,
  });
  return {
    url: engine.baseUrl,
    ...keys,
    stop: async () => {
      await engine.stop();
      await database.drop();
    },
  };
}

/** Out of band, as anyone may ask: the app tells its functions to whichever server it was given. */
async function synchronise(app: App): Promise<void> {
  const response = await fetch(app.url, { method: "PUT" });
  if (!response.ok) throw new Error(`The server refused the functions: ${await response.text()}`);
}

function after(waitMs: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(resolve, waitMs, null);
  });
}
