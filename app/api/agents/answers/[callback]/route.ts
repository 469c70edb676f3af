import { signatureHeader } from "@/lib/agents/rest/signature";
import { assertNever } from "@/lib/assert";
import { getContext } from "@/lib/context";
import {
  type AgentAnswerReceived,
  agentAnswerBytesMax,
  receiveAgentAnswer,
} from "@/lib/loops/receive-agent-answer";
import { readAtMost } from "@/lib/provider-api/read-at-most";

interface AnswerProps {
  params: Promise<{ callback: string }>;
}

/** What an agent behind HTTP sends when its run is over. The contract: docs/agents.md. */
export async function POST(request: Request, { params }: AnswerProps): Promise<Response> {
  return answerWith(
    await receiveAgentAnswer(getContext(), {
      callbackId: (await params).callback,
      signature: request.headers.get(signatureHeader),
      readBody: () => bodyUpTo(request, agentAnswerBytesMax),
    }),
  );
}

function answerWith(received: AgentAnswerReceived): Response {
  switch (received.kind) {
    case "accepted":
      return Response.json({ accepted: true }, { status: 202 });
    case "duplicate":
      return Response.json({ accepted: true, duplicate: true }, { status: 200 });
    case "bad_request":
      return Response.json({ error: received.reason }, { status: 400 });
    case "forged":
      return Response.json({ error: "No run waits at this address for this signature." }, { status: 401 });
    case "conflict":
      return Response.json({ error: "This run has another answer already." }, { status: 409 });
    case "expired":
      return Response.json({ error: "This run is over." }, { status: 410 });
    default:
      return assertNever(received, "received answer");
  }
}

/** The raw body; null where it is larger than it may be, whatever length it announced. */
async function bodyUpTo({ body }: Request, bytesMax: number): Promise<Uint8Array | null> {
  if (body === null) return new Uint8Array();
  const read = await readAtMost(body, bytesMax + 1);
  return read.length > bytesMax ? null : read;
}
