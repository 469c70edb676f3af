import { asMember } from "@/lib/auth/guards";
import { watchChanges } from "@/lib/db/changes";
import { env } from "@/lib/env";

/** After this time the browser asks again, and whether it still may is decided anew. */
const streamMs = 4 * 60_000;
/** A comment in between keeps proxies from closing a quiet stream. */
const pulseMs = 20_000;

interface EventsRouteContext {
  params: Promise<{ organization: string }>;
}

/**
 * Server-sent events: `changed`, without data, each time something of the organization changed, and at once where something may
 * have changed since `seen`, the time in epoch milliseconds at which the page was rendered.
 */
export async function GET(request: Request, { params }: EventsRouteContext): Promise<Response> {
  const { organization } = await asMember((await params).organization);
  const seenAtMs = Number(new URL(request.url).searchParams.get("seen")) || 0;
  const { databaseUrl } = env();
  if (databaseUrl === null) throw new Error("DATABASE_URL is not set: start with npm start or npm run dev");
  const encoder = new TextEncoder();
  let close = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const stopWatching = watchChanges({ databaseUrl, organizationId: organization.id, seenAtMs }, () =>
        send("event: changed\ndata:\n\n"),
      );
      const pulse = setInterval(() => send(":\n\n"), pulseMs);
      const end = setTimeout(() => {
        close();
        controller.close();
      }, streamMs);
      close = () => {
        stopWatching();
        clearInterval(pulse);
        clearTimeout(end);
      };
      send("retry: 2000\n\n");
    },
    cancel: () => close(),
  });
  request.signal.addEventListener("abort", () => close());
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
