import type { Db } from "./client";

/** How far a list at a provider was read; null where it never was. */
export async function readCursor(db: Db, name: string): Promise<string | null> {
  return (await db.cursor.findUnique({ where: { name } }))?.position ?? null;
}

export async function saveCursor(db: Db, name: string, position: string): Promise<void> {
  await db.cursor.upsert({ where: { name }, create: { name, position }, update: { position } });
}
