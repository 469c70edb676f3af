import type { Context } from "@/lib/context";
import type { FailureEvidence } from "@/lib/domain/failure-evidence";
import type { ReleaseIssue } from "@/lib/domain/release-issue";
import { redact } from "@/lib/evidence/redact/redact";

/**
 * What an error tracker knows of this commit, for failures of deployments only: other failures have no release. It adds
 * to the evidence and is never needed for it, so a tracker that does not answer is said in the log and left out.
 */
export async function readReleaseIssues(
  ctx: Context,
  organizationId: string,
  { category, headSha }: Pick<FailureEvidence, "category" | "headSha">,
): Promise<ReleaseIssue[]> {
  if (category !== "deploy") return [];
  try {
    const issues = await ctx.sentry.releaseIssues(organizationId, headSha);
    return issues.map((issue) => ({
      ...issue,
      title: redact(issue.title).text,
      culprit: issue.culprit === null ? null : redact(issue.culprit).text,
    }));
  } catch (error) {
    ctx.log.warn({ organizationId, headSha, error }, "Sentry did not answer; the evidence goes without it");
    return [];
  }
}
