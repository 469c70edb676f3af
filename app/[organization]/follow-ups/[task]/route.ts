import { asMember } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { followUpById } from "@/lib/db/follow-up-tasks";
import { followUpDocument } from "@/lib/domain/follow-up-task";

interface FollowUpRouteContext {
  params: Promise<{ organization: string; task: string }>;
}

/** One follow-up task in its published form, as it stands now. */
export async function GET(_request: Request, { params }: FollowUpRouteContext): Promise<Response> {
  const { organization: login, task: id } = await params;
  const { organization } = await asMember(login);
  const task = await followUpById(getContext().db, organization.id, id);
  if (task === null) return new Response("There is no such task.\n", { status: 404 });
  return Response.json(followUpDocument(task), { headers: { "cache-control": "private, no-store" } });
}
