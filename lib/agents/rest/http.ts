import type { AgentTask } from "../types";

const answerBytesMax = 32 * 1024 * 1024;
const requestSecondsMax = 120;

export interface HttpCall {
  method: "GET" | "POST";
  url: string;
  token: string | null;
  body?: unknown;
}

/**
 * Asks one address and reads its JSON. It follows no redirect: where the operator's permission ends, so does the call.
 *
 * @throws where the answer is not a success, not JSON, or too large
 */
export async function askJson(task: AgentTask, call: HttpCall): Promise<unknown> {
  const response = await fetch(call.url, {
    method: call.method,
    redirect: "manual",
    headers: {
      accept: "application/json",
      ...(call.token !== null && { authorization: `Bearer ${call.token}` }),
      ...(call.body !== undefined && { "content-type": "application/json" }),
    },
    ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    signal: AbortSignal.any([task.signal, AbortSignal.timeout(requestSecondsMax * 1_000)]),
  });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    bytes += part.value.length;
    if (bytes > answerBytesMax) {
      await reader?.cancel();
      throw new Error(`The answer has more than ${answerBytesMax / 1024 ** 2} MiB.`);
    }
    chunks.push(part.value);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  if (!response.ok) throw new Error(`It answered ${response.status}: ${text.slice(0, 200)}`);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("Its answer is not JSON.");
  }
}
