import { getContext } from "@/lib/context";
import { deliveryBytesMax } from "@/lib/github/webhooks/signature";
import { receiveDelivery } from "@/lib/loops/receive-delivery";
import { answerDelivery } from "../answer-delivery";

/** GitHub's webhook: stored, then answered, long before GitHub's ten seconds are over. */
export async function POST(request: Request): Promise<Response> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > deliveryBytesMax)
    return answerDelivery({ kind: "bad_request", reason: "The delivery is too large." });
  return answerDelivery(
    await receiveDelivery(getContext(), {
      event: request.headers.get("x-github-event"),
      deliveryId: request.headers.get("x-github-delivery"),
      signature: request.headers.get("x-hub-signature-256"),
      body: new Uint8Array(await request.arrayBuffer()),
    }),
  );
}
