import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "./generated/client";

export type Db = PrismaClient;
/** Rows as they come back, for readers outside this folder. */
export type * from "./generated/models";

/** Opens a pool of connections to PostgreSQL. One for each process. */
export function createDb(databaseUrl: string, connectionsMax = 10): Db {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl, max: connectionsMax }) });
}

/** True when an insert lost against a row that is there already: the expected end of a race, never an error. */
export function isUniqueConflict(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}

/** A value as it goes into a JSON column. Dates and undefined fields take their JSON form here. */
export function toJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
}

/** Channel on which open pages hear that something of an organization changed. */
export const changeChannel = "regreen_changed";

/** Tells open pages to look again. The payload is the organization's id and nothing else. */
export async function notifyChanged(db: Pick<Db, "$executeRaw">, organizationId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_notify(${changeChannel}, ${organizationId})`;
}
