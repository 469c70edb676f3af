import { z } from "zod";
import { circleCiProviders } from "@/lib/ci/circleci/connection";
import { getContext } from "@/lib/context";
import { connectToken } from "@/lib/loops/connections/connect-token";
import { takeLoginCode } from "@/lib/loops/connections/login-code";

const Login = z.object({
  code: z.string().max(200),
  token: z.string().max(1_000),
  expiresInSeconds: z
    .int()
    .positive()
    .max(400 * 86_400)
    .nullable()
    .default(null),
});

const bodyBytesMax = 4_096;

/** Where the login command hands over the token that it got, with the one-time code of an owner. */
export async function POST(request: Request): Promise<Response> {
  const text = (await request.text()).slice(0, bodyBytesMax);
  const login = Login.safeParse(jsonOf(text));
  if (!login.success) return refuse(400, "The request is not one of the login command's.");
  const ctx = getContext();
  const inviter = await takeLoginCode(ctx, login.data.code);
  if (inviter === null)
    return refuse(403, "This code is not valid: it was used, or is older than ten minutes. Make a new one.");
  const { token, expiresInSeconds } = login.data;
  const connected = await connectToken(ctx, {
    organizationId: inviter.organizationId,
    provider: circleCiProviders.reading,
    token,
    account: "",
    kind: "oauth",
    expiresAt: expiresInSeconds === null ? null : new Date(ctx.now().getTime() + expiresInSeconds * 1_000),
    byLogin: inviter.byLogin,
  });
  if (!connected.ok) return refuse(422, connected.reason);
  return Response.json({ login: connected.account }, { status: 201 });
}

function refuse(status: number, error: string): Response {
  return Response.json({ error }, { status });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
