import { Brief } from "@/lib/domain/brief";
import { type Db, toJson } from "./client";

interface BriefKey {
  organizationId: string;
  loopId: string;
  attempt: number;
}

/** Stores the brief of an attempt once: what an agent was told never changes afterwards. */
export async function saveBrief(db: Db, key: BriefKey, brief: Brief): Promise<void> {
  await db.brief.createMany({
    data: [
      {
        ...key,
        schemaVersion: brief.schema_version,
        document: toJson(brief),
        grade: brief.grade.verdict,
        missing: toJson(brief.grade.missing),
      },
    ],
    skipDuplicates: true,
  });
}

export async function findBrief(db: Db, key: BriefKey): Promise<Brief | null> {
  const row = await db.brief.findUnique({ where: { organizationId_loopId_attempt: key } });
  return row === null ? null : Brief.parse(row.document);
}
