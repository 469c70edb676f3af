import { z } from "zod";

/** What a webhook says happened, and to what. It is only a hint: how the commit stands is asked of the API. */
export interface CircleCiNotice {
  id: string;
  type: string;
  projectId: string;
  organizationId: string;
  workflowId: string | null;
  headSha: string;
  branch: string | null;
}

const Commit = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);

const Payload = z.object({
  id: z.string().regex(/^[\w-]{1,100}$/),
  type: z.string().regex(/^[\w-]{1,60}$/),
  project: z.object({ id: z.string() }),
  organization: z.object({ id: z.string() }),
  workflow: z.object({ id: z.string() }).nullish(),
  pipeline: z.object({
    /** Projects of an OAuth app and of Bitbucket. */
    vcs: z.object({ revision: z.string(), branch: z.string().nullish() }).nullish(),
    /** Projects of CircleCI's GitHub App. */
    trigger_parameters: z
      .object({ git: z.object({ checkout_sha: z.string(), branch: z.string().nullish() }).nullish() })
      .nullish(),
  }),
});

/** The form's "Test ping event" is a `ping`: it proves address and secret and says nothing else. */
export type ReadNotice =
  | { kind: "notice"; notice: CircleCiNotice }
  | { kind: "ping" }
  | { kind: "unusable"; reason: string };

const Ping = z.object({ type: z.literal("ping") });

/** Reads a webhook's body, in both of its forms. */
export function readNotice(payload: unknown): ReadNotice {
  if (Ping.safeParse(payload).success) return { kind: "ping" };
  const parsed = Payload.safeParse(payload);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    return {
      kind: "unusable",
      reason: `${first?.path.join(".") || "payload"}: ${first?.message ?? "unusable"}`,
    };
  }
  const { id, type, project, organization, workflow, pipeline } = parsed.data;
  const git = pipeline.trigger_parameters?.git;
  const headSha = Commit.safeParse(pipeline.vcs?.revision ?? git?.checkout_sha);
  if (!headSha.success) return { kind: "unusable", reason: "The pipeline names no commit." };
  return {
    kind: "notice",
    notice: {
      id,
      type,
      projectId: project.id,
      organizationId: organization.id,
      workflowId: workflow?.id ?? null,
      headSha: headSha.data,
      branch: pipeline.vcs?.branch ?? git?.branch ?? null,
    },
  };
}
