import type { FailureEvidence } from "@/lib/domain/failure-evidence";
import { FailureEvidence as FailureEvidenceSchema } from "@/lib/domain/failure-evidence";
import { type Db, toJson } from "./client";

interface EvidenceKey {
  organizationId: string;
  loopId: string;
  attempt: number;
}

/** Stores evidence once. It is immutable: collecting again for the same attempt leaves the first as it is. */
export async function saveEvidence(db: Db, key: EvidenceKey, evidence: FailureEvidence): Promise<void> {
  await db.evidence.createMany({
    data: [{ ...key, headSha: evidence.headSha, document: toJson(evidence) }],
    skipDuplicates: true,
  });
}

export async function findEvidence(db: Db, key: EvidenceKey): Promise<FailureEvidence | null> {
  const row = await db.evidence.findUnique({ where: { organizationId_loopId_attempt: key } });
  return row === null ? null : FailureEvidenceSchema.parse(row.document);
}
