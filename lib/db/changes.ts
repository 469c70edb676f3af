import { Client } from "pg";
import { changeChannel } from "./client";

type Listener = () => void;

/** Listens to one database for all open pages of this process, over one connection, while there are any. */
interface Feed {
  listeners: Map<string, Set<Listener>>;
  client: Client | null;
  /** Since when nothing is missed; null until the database has answered. */
  listeningSinceMs: number | null;
  /** When an organization was last heard to change. */
  changedAtMs: Map<string, number>;
}

const feeds = new Map<string, Feed>();
const reconnectMs = 1_000;
/** A page reads its rows a while before or after it notes the time. */
const uncertainMs = 5_000;

interface Watched {
  databaseUrl: string;
  organizationId: string;
  /** When what the listener knows was read. */
  seenAtMs: number;
}

/**
 * Calls the listener each time something of an organization changed, until the answered function is called; at once where
 * something may have changed since what it knows was read. After a lost connection everybody is called once: what changed meanwhile
 * was not heard.
 */
export function watchChanges(
  { databaseUrl, organizationId, seenAtMs }: Watched,
  listener: Listener,
): () => void {
  const feed = feeds.get(databaseUrl) ?? newFeed();
  feeds.set(databaseUrl, feed);
  const listeners = feed.listeners.get(organizationId) ?? new Set();
  feed.listeners.set(organizationId, listeners.add(listener));
  if (feed.client === null) void connect(databaseUrl, feed);
  else if (mayHaveMissed(feed, organizationId, seenAtMs)) listener();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && feed.listeners.get(organizationId) === listeners)
      feed.listeners.delete(organizationId);
    if (feed.listeners.size === 0) close(feed);
  };
}

function newFeed(): Feed {
  return { listeners: new Map(), client: null, listeningSinceMs: null, changedAtMs: new Map() };
}

/** Whoever comes before the database has answered is told when it does. */
function mayHaveMissed({ listeningSinceMs, changedAtMs }: Feed, organizationId: string, seenAtMs: number) {
  if (listeningSinceMs === null) return false;
  const lastMs = Math.max(listeningSinceMs, changedAtMs.get(organizationId) ?? 0);
  return lastMs >= seenAtMs - uncertainMs;
}

async function connect(databaseUrl: string, feed: Feed): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  feed.client = client;
  const retry = () => {
    if (feed.client !== client) return;
    feed.client = null;
    feed.listeningSinceMs = null;
    client.end().catch(() => {});
    setTimeout(() => {
      if (feed.client === null && feed.listeners.size > 0) void connect(databaseUrl, feed);
    }, reconnectMs).unref();
  };
  client.on("error", retry);
  client.on("end", retry);
  client.on("notification", ({ payload = "" }) => {
    feed.changedAtMs.set(payload, Date.now());
    for (const listener of feed.listeners.get(payload) ?? []) listener();
  });
  try {
    await client.connect();
    await client.query(`LISTEN ${changeChannel}`);
  } catch {
    retry();
    return;
  }
  if (feed.client !== client) return;
  feed.listeningSinceMs = Date.now();
  tell(feed);
}

function tell(feed: Feed): void {
  for (const listeners of feed.listeners.values()) for (const listener of listeners) listener();
}

function close(feed: Feed): void {
  const { client } = feed;
  feed.client = null;
  feed.listeningSinceMs = null;
  feed.changedAtMs.clear();
  client?.end().catch(() => {});
}
