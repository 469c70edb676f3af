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
  /** An event that CircleCI did not have when this was written: its form is unknown too. */
  | { kind: "unknown"; type: string }
  | { kind: "unusable"; reason: string };

/** https://circleci.com/docs/reference/outbound-webhooks-reference/ */
const events: ReadonlySet<string> = new Set(["workflow-completed", "job-completed"]);
const Event = z.object({ type: Payload.shape.type });

/** Reads a webhook's body, in both of its forms. */
export function readNotice(payload: unknown): ReadNotice {
  const event = Event.safeParse(payload);
  if (event.success && event.data.type === "ping") return { kind: "ping" };
  if (event.success && !events.has(event.data.type)) return { kind: "unknown", type: event.data.type };
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
