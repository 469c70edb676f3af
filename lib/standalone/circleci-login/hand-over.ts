import { z } from "zod";
import type { IssuedToken } from "./authorize";

const Answer = z.object({ login: z.string().optional(), error: z.string().optional() });

/** Gives the token to Regreen, which tries and seals it. Answers whose it is. */
export async function handOver(regreen: URL, code: string, token: IssuedToken): Promise<string> {
  const response = await fetch(new URL("/api/circleci/login", regreen), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      code,
      token: token.accessToken,
      expiresInSeconds: token.expiresInSeconds,
    }),
  });
  const answer = Answer.safeParse(await response.json().catch(() => null));
  if (response.ok && answer.data?.login !== undefined) return answer.data.login;
  throw new Error(
    answer.data?.error ??
      `Regreen answered with status ${response.status}. Is ${regreen.origin} its address?`,
  );
}
