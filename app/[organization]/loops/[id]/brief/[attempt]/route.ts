import { asMember } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { readAttemptDocuments } from "@/lib/db/views/loop";

interface BriefRouteContext {
  params: Promise<{ organization: string; id: string; attempt: string }>;
}

/** The brief of one attempt exactly as the agent got it, as JSON. */
export async function GET(_request: Request, { params }: BriefRouteContext): Promise<Response> {
  const { organization: login, id, attempt } = await params;
  const { organization } = await asMember(login);
  if (!/^\d{1,3}$/.test(attempt)) return new Response("There is no such attempt.\n", { status: 404 });
  const { briefDocument } = await readAttemptDocuments(getContext().db, organization.id, id, Number(attempt));
  if (briefDocument === null) return new Response("There is no brief for this attempt.\n", { status: 404 });
  return Response.json(briefDocument, { headers: { "cache-control": "private, no-store" } });
}
