import { getContext } from "@/lib/context";
import { circleCiBytesMax, receiveCircleCiDelivery } from "@/lib/loops/receive-circleci-delivery";
import { answerDelivery } from "../../answer-delivery";

interface WebhookProps {
  params: Promise<{ connection: string }>;
}

/** CircleCI's webhook of one connection: stored, then answered, long before CircleCI's ten seconds are over. */
export async function POST(request: Request, { params }: WebhookProps): Promise<Response> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > circleCiBytesMax)
    return answerDelivery({ kind: "bad_request", reason: "The webhook is too large." });
  return answerDelivery(
    await receiveCircleCiDelivery(getContext(), {
      connectionId: (await params).connection,
      signature: request.headers.get("circleci-signature"),
      body: new Uint8Array(await request.arrayBuffer()),
    }),
  );
}
