import { assertNever } from "@/lib/assert";
import { getContext } from "@/lib/context";
import { deliveryBytesMax } from "@/lib/github/webhooks/signature";
import { type DeliveryAnswer, receiveDelivery } from "@/lib/loops/receive-delivery";

/** GitHub's webhook: stored, then answered, long before GitHub's ten seconds are over. */
export async function POST(request: Request): Promise<Response> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > deliveryBytesMax)
    return answer({ kind: "bad_request", reason: "The delivery is too large." });
  return answer(
    await receiveDelivery(getContext(), {
      event: request.headers.get("x-github-event"),
      deliveryId: request.headers.get("x-github-delivery"),
      signature: request.headers.get("x-hub-signature-256"),
      body: new Uint8Array(await request.arrayBuffer()),
    }),
  );
}

function answer(result: DeliveryAnswer): Response {
  switch (result.kind) {
    case "accepted":
      return Response.json({ accepted: true }, { status: 202 });
    case "duplicate":
      return Response.json({ accepted: true, duplicate: true }, { status: 200 });
    case "bad_request":
      return Response.json({ error: result.reason }, { status: 400 });
    case "forged":
      return Response.json({ error: result.reason }, { status: 401 });
    default:
      return assertNever(result, "delivery answer");
  }
}
