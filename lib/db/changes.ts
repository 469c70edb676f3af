import { Client } from "pg";
import { changeChannel } from "./client";

type Listener = () => void;

/** Listens to one database for all open pages of this process, over one connection, while there are any. */
interface Feed {
  listeners: Map<string, Set<Listener>>;
  client: Client | null;
}

const feeds = new Map<string, Feed>();
const reconnectMs = 1_000;

/**
 * Calls the listener each time something of an organization changed, until the answered function is called. After a lost
 * connection everybody is called once: what changed meanwhile was not heard.
 */
export function watchChanges(databaseUrl: string, organizationId: string, listener: Listener): () => void {
  const feed = feeds.get(databaseUrl) ?? { listeners: new Map(), client: null };
  feeds.set(databaseUrl, feed);
  const listeners = feed.listeners.get(organizationId) ?? new Set();
  feed.listeners.set(organizationId, listeners.add(listener));
  if (feed.client === null) void connect(databaseUrl, feed);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && feed.listeners.get(organizationId) === listeners)
      feed.listeners.delete(organizationId);
    if (feed.listeners.size === 0) close(feed);
  };
}

async function connect(databaseUrl: string, feed: Feed): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  feed.client = client;
  const retry = () => {
    if (feed.client !== client) return;
    feed.client = null;
    client.end().catch(() => {});
    setTimeout(() => {
      if (feed.client === null && feed.listeners.size > 0)
        void connect(databaseUrl, feed).then(() => tell(feed));
    }, reconnectMs).unref();
  };
  client.on("error", retry);
  client.on("end", retry);
  client.on("notification", ({ payload }) => {
    for (const listener of feed.listeners.get(payload ?? "") ?? []) listener();
  });
  try {
    await client.connect();
    await client.query(`LISTEN ${changeChannel}`);
  } catch {
    retry();
  }
}

function tell(feed: Feed): void {
  for (const listeners of feed.listeners.values()) for (const listener of listeners) listener();
}

function close(feed: Feed): void {
  const { client } = feed;
  feed.client = null;
  client?.end().catch(() => {});
}
