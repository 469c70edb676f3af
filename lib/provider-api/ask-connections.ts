import type { z } from "zod";
import {
  createReadOnlyApi,
  explainStatus,
  isRefused,
  type ReadOnlyApi,
  type ReadOnlyApiOptions,
} from "./read-only-api";
import type { TokenConnections } from "./token-access";

/** A provider as an organization is connected to it. */
export interface ConnectedProvider<Settings> {
  /** For sentences: `Buildkite`. */
  provider: string;
  server: Pick<ReadOnlyApiOptions, "url" | "downloadOrigins">;
  connections: TokenConnections;
  /** What a person set when connecting. A connection with other settings is passed over. */
  settings: z.ZodType<Settings>;
}

type Read<Settings, T> = (api: ReadOnlyApi, settings: Settings) => Promise<T>;

/** What each connection of an organization answers, oldest first; a refused token is reported and passed over. */
export async function askEachConnection<Settings, T>(
  { provider, server, connections, settings: schema }: ConnectedProvider<Settings>,
  organizationId: string,
  read: Read<Settings, T>,
  isEnough: (answer: T) => boolean = () => false,
): Promise<T[]> {
  const answers: T[] = [];
  for (const { connectionId, token, settings } of await connections.open(organizationId)) {
    const parsed = schema.safeParse(settings);
    if (!parsed.success) continue;
    try {
      const answer = await read(createReadOnlyApi({ provider, token, ...server }), parsed.data);
      answers.push(answer);
      if (isEnough(answer)) break;
    } catch (error) {
      if (!isRefused(error)) throw error;
      await connections.refused(organizationId, connectionId, explainStatus(provider, 401));
    }
  }
  return answers;
}

/** What the first connection that knows an answer says; null where none does. */
export async function askConnections<Settings, T>(
  connected: ConnectedProvider<Settings>,
  organizationId: string,
  read: Read<Settings, T | null>,
): Promise<T | null> {
  const answers = await askEachConnection(connected, organizationId, read, (answer) => answer !== null);
  return answers.at(-1) ?? null;
}
