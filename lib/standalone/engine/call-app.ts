import http from "node:http";
import https from "node:https";
import type { RawAnswer } from "./answer";
import { AppUnreachable, errorText } from "./errors";
import { canonicalJson, isSignedBy, sign, signatureHeader } from "./signatures";

const answerBytesMax = 64 * 1024 * 1024;

/** The app was not there, so that certainly nothing ran; or the call broke, so that something may have run. */
export type CallFailure = { kind: "refused" | "broken"; reason: string };

export type CallResult = { kind: "answered"; answer: RawAnswer } | CallFailure;

type Call = {
  url: URL;
  method: "POST" | "PUT";
  body: unknown;
  headers?: Record<string, string>;
  signingKey: string;
  /** Ends the call when the engine stops. */
  signal: AbortSignal;
};

/**
 * One signed request to the app. An answer counts only if the app signed it: an error page of the framework, a proxy, or
 * another program on that port says nothing about the function.
 *
 * node:http and not fetch, which gives up on an answer whose headers take five minutes: a step may take longer.
 */
export async function callApp(call: Call): Promise<CallResult> {
  // Canonical JSON is sent as it is signed, so that both sides surely speak of the same text.
  const text = canonicalJson(call.body);
  let answer: RawAnswer;
  try {
    answer = await exchange(call, text);
  } catch (error) {
    return { kind: isRefusal(error) ? "refused" : "broken", reason: errorText(error) };
  }
  const signature = answer.headers[signatureHeader];
  if (isSignedBy(typeof signature === "string" ? signature : undefined, answer.body, call.signingKey)) {
    return { kind: "answered", answer };
  }
  const reason =
    answer.status === 401
      ? "The app refused the engine's signature: it runs with another INNGEST_SIGNING_KEY, or in dev mode."
      : `The app's answer (status ${answer.status}) was not signed by it: ${answer.body.slice(0, 200)}`;
  return { kind: answer.status === 401 ? "refused" : "broken", reason };
}

/** Nothing listened, or the connection never came about. */
function isRefusal(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return ["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"].includes(code);
}

function exchange(call: Call, text: string): Promise<RawAnswer> {
  const { request } = call.url.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      call.url,
      {
        method: call.method,
        signal: call.signal,
        // A fresh connection each time: a kept one may be closed by the app at the moment it is used again.
        agent: false,
        headers: {
          ...call.headers,
          "content-type": "application/json",
          "content-length": Buffer.byteLength(text),
          [signatureHeader]: sign(text, call.signingKey),
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        incoming.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > answerBytesMax)
            incoming.destroy(new AppUnreachable("The app's answer is larger than 64 MB."));
          else chunks.push(chunk);
        });
        incoming.on("error", reject);
        incoming.on("aborted", () =>
          reject(new AppUnreachable("The app closed the connection in mid-answer.")),
        );
        incoming.on("end", () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(text);
  });
}
