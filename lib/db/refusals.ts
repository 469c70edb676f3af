import { type Db, notifyChanged } from "./client";

export interface RefusalFacts {
  organizationId: string;
  repositoryId: string | null;
  pullRequestId: string | null;
  /** Empty where it is not about a commit. */
  headSha: string;
  trigger: string;
  code: string;
  reason: string;
}

/** A visible "no": once for each trigger and code. */
export async function saveRefusal(db: Db, facts: RefusalFacts): Promise<void> {
  const { count } = await db.refusal.createMany({ data: [facts], skipDuplicates: true });
  if (count > 0) await notifyChanged(db, facts.organizationId);
}

/** These hold only while the app has no access: who looks again has it. */
const passing = ["organization_inactive", "repository_inactive"];

/** Whether this trigger was looked at before and turned down. */
export async function hasRefusal(db: Db, organizationId: string, trigger: string): Promise<boolean> {
  return (await db.refusal.count({ where: { organizationId, trigger, code: { notIn: passing } } })) > 0;
}

/** The newest refusal of a commit with one of these codes. */
export function findRefusal(
  db: Db,
  where: { organizationId: string; repositoryId: string; headSha: string },
  codes: readonly string[],
) {
  return db.refusal.findFirst({
    where: { ...where, code: { in: [...codes] } },
    orderBy: { createdAt: "desc" },
  });
}

export function refusalById(db: Db, organizationId: string, id: string) {
  return db.refusal.findFirst({ where: { organizationId, id } });
}

/** The "no" does not hold any more. */
export async function removeRefusals(db: Db, organizationId: string, trigger: string): Promise<void> {
  await db.refusal.deleteMany({ where: { organizationId, trigger } });
  await notifyChanged(db, organizationId);
}
