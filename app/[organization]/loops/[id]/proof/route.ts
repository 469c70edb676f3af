import { asMember } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { readLoop } from "@/lib/db/views/loop";
import { proofOf } from "@/lib/db/views/proof";

interface ProofRouteContext {
  params: Promise<{ organization: string; id: string }>;
}

/** What was proven of each attempt, in the sandbox and by CI, and what the patch gate said, as JSON. */
export async function GET(_request: Request, { params }: ProofRouteContext): Promise<Response> {
  const { organization: login, id } = await params;
  const { organization } = await asMember(login);
  const loop = await readLoop(getContext().db, organization.id, id);
  if (loop === null) return new Response("There is no such loop.\n", { status: 404 });
  return Response.json(proofOf(loop), { headers: { "cache-control": "private, no-store" } });
}
