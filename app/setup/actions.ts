"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { ActionResult } from "@/components/action-button";
import { assertNever } from "@/lib/assert";
import { announceSetup } from "@/lib/auth/announce-setup";
import { answer } from "@/lib/auth/answer";
import { actor } from "@/lib/auth/guards";
import { asInstaller, enterWithToken, keepSetupOpen } from "@/lib/auth/setup-guards";
import { getContext } from "@/lib/context";
import { forgetApp } from "@/lib/loops/setup/forget-app";
import { pointAppHook } from "@/lib/loops/setup/point-app-hook";
import { sendTestEvent } from "@/lib/loops/setup/send-test-event";

export async function enterSetupAction(_before: ActionResult | null, form: FormData): Promise<ActionResult> {
  return answer(async () => {
    if (await enterWithToken(textOf(form, "token"))) redirect("/setup");
    return {
      ok: false,
      message:
        "This is not the token. The server printed it when it started; it is new after each change of AUTH_SECRET.",
    };
  });
}

export async function pointHookAction(_before: ActionResult | null, form: FormData): Promise<ActionResult> {
  return answer(async () => {
    await asInstaller();
    const address = textOf(form, "address");
    if (!/^https?:$/.test(URL.canParse(address) ? new URL(address).protocol : ""))
      return { ok: false, message: "This is no address. It begins with https://." };
    const pointed = await pointAppHook(getContext(), address);
    switch (pointed.kind) {
      case "pointed":
        return { ok: true, message: `GitHub delivers to ${address} from now on.` };
      case "no_hook":
        return {
          ok: false,
          message:
            "The app has no webhook that could be changed. On its page on GitHub tick Active, enter this address, save, then press this button again: it adds the secret.",
        };
      case "refused":
        return { ok: false, message: `GitHub refuses this address: ${pointed.message}` };
      default:
        return assertNever(pointed, "hook answer");
    }
  });
}

export async function forgetAppAction(_before: ActionResult | null, form: FormData): Promise<ActionResult> {
  return answer(async () => {
    await asInstaller();
    if (textOf(form, "word").toLowerCase() !== "forget")
      return { ok: false, message: "Nothing was forgotten: the word is “forget”." };
    const person = await actor();
    if (!(await forgetApp(getContext(), person?.login ?? "the setup token")))
      return { ok: false, message: "There is no app here that could be forgotten." };
    await keepSetupOpen();
    await announceSetup();
    revalidatePath("/setup");
    return { ok: true, message: "The app and its keys are forgotten. Make another one." };
  });
}

export async function sendTestEventAction(): Promise<ActionResult> {
  return answer(async () => {
    await asInstaller();
    const sent = await sendTestEvent(getContext());
    switch (sent.kind) {
      case "asked":
        return { ok: true, message: `GitHub sends ${sent.event} again. It takes a few seconds.` };
      case "no_hook":
        return { ok: false, message: "The app has no webhook yet, so GitHub has nowhere to send to." };
      case "nothing_to_send":
        return {
          ok: false,
          message: "GitHub has sent nothing yet that it could send again. Install the app first.",
        };
      default:
        return assertNever(sent, "test event");
    }
  });
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim().slice(0, 2_000) : "";
}
