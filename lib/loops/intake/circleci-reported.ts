import { z } from "zod";
import { circleCiProviders } from "@/lib/ci/circleci/connection";
import { CircleCiSettings } from "@/lib/ci/circleci/settings";
import type { Context } from "@/lib/context";
import { findConnection } from "@/lib/db/connections";
import { commitHinted } from "./commit-hinted";
import type { Handled } from "./handled";

/** What was stored of a webhook: the connection that was spoken to, and what the body said. */
const Stored = z.object({
  connectionId: z.string(),
  organizationId: z.string(),
  notice: z.object({ projectId: z.string(), organizationId: z.string(), headSha: z.string() }),
});

/** CircleCI says that something of a commit has ended. How it ended is asked of CircleCI, not believed. */
export async function circleCiReported(ctx: Context, payload: unknown): Promise<Handled> {
  const { connectionId, organizationId, notice } = Stored.parse(payload);
  const connection = await findConnection(ctx.db, organizationId, connectionId);
  if (connection === null || connection.revokedAt !== null)
    return { kind: "ignored", reason: "The connection was revoked meanwhile." };
  const project = CircleCiSettings.parse(connection.settings).projects.find(
    (one) => one.id === notice.projectId && one.organizationId === notice.organizationId,
  );
  if (project === undefined) return { kind: "ignored", reason: "The project is not watched any more." };
  const where = { organizationId, repositoryId: project.repositoryId, headSha: notice.headSha };
  return commitHinted(ctx, where, circleCiProviders.reading);
}
