import { assertNever } from "@/lib/assert";
import type { CircleCiAnswer } from "@/lib/loops/receive-circleci-delivery";

/** A webhook's answer as HTTP. Senders look at the status; the words are for whoever looks into their log. */
export function answerDelivery(answer: CircleCiAnswer): Response {
  switch (answer.kind) {
    case "accepted":
      return Response.json({ accepted: true }, { status: 202 });
    case "duplicate":
      return Response.json({ accepted: true, duplicate: true }, { status: 200 });
    case "heard":
      return Response.json({ heard: true, ignored: answer.reason }, { status: 200 });
    case "bad_request":
      return Response.json({ error: answer.reason }, { status: 400 });
    case "forged":
      return Response.json({ error: answer.reason }, { status: 401 });
    case "refused":
      return Response.json({ error: answer.reason }, { status: 403 });
    default:
      return assertNever(answer, "delivery answer");
  }
}
