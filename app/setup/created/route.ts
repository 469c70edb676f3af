import { redirect } from "next/navigation";
import { assertNever } from "@/lib/assert";
import { setupDoor } from "@/lib/auth/setup-guards";
import { isManifestState } from "@/lib/auth/setup-session";
import { getContext } from "@/lib/context";
import { env } from "@/lib/env";
import { takeInApp } from "@/lib/loops/setup/take-in-app";

/** Where GitHub sends the person back to when it has made the app. The state says whether this browser asked for it. */
export async function GET(request: Request): Promise<Response> {
  const door = await setupDoor();
  if (door.kind !== "open") redirect("/setup?problem=state");
  const { authSecret, github } = env();
  const { searchParams } = new URL(request.url);
  const code = searchParams.get("code") ?? "";
  const state = searchParams.get("state") ?? "";
  const ctx = getContext();
  if (authSecret === null || !isManifestState(authSecret, state, door.installer.browser, ctx.now()))
    redirect("/setup?problem=state");
  if (!/^[\w-]{1,200}$/.test(code)) redirect("/setup?problem=code");
  const taken = await takeInApp(ctx, github.apiUrl, code);
  switch (taken.kind) {
    case "kept":
      redirect("/setup");
      break;
    case "exists":
      redirect("/setup?problem=exists");
      break;
    case "spent_code":
      redirect("/setup?problem=code");
      break;
    default:
      return assertNever(taken, "app taken in");
  }
}
