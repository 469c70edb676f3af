import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ManifestForm } from "@/components/setup/manifest-form";
import { SetupFrame } from "@/components/setup/setup-frame";
import { setupDoor } from "@/lib/auth/setup-guards";
import { newManifestState } from "@/lib/auth/setup-session";
import { getContext } from "@/lib/context";
import {
  appManifest,
  hookPath,
  isReachableFromOutside,
  newAppAddress,
  suggestedName,
} from "@/lib/domain/setup/manifest";
import { env } from "@/lib/env";
import { readAppChoice } from "../setup-search";

export const metadata: Metadata = { title: "Create the GitHub App" };

interface CreatePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What the app will be and may do, before the person goes to GitHub to confirm it. */
export default async function CreatePage({ searchParams }: CreatePageProps) {
  const door = await setupDoor();
  const { authSecret, github, publicUrl } = env();
  const ctx = getContext();
  if (door.kind !== "open" || authSecret === null) redirect("/setup");
  if ((await ctx.appInForce()) !== null) redirect("/setup");
  const choice = readAppChoice(await searchParams);
  if ("problem" in choice) redirect(`/setup?problem=${choice.problem}`);
  const { organization, relay } = choice;
  const ownHook = `${publicUrl}${hookPath}`;
  const hookUrl = relay ?? (isReachableFromOutside(ownHook) ? ownHook : null);
  const name = suggestedName(organization, publicUrl);
  const state = newManifestState(authSecret, door.installer.browser, ctx.now());
  return (
    <SetupFrame title="Create the GitHub App" hint="GitHub asks you to confirm, then sends you back here.">
      <ManifestForm
        address={newAppAddress(github.url, organization, state)}
        manifest={JSON.stringify(appManifest({ name, publicUrl, hookUrl }))}
        host={new URL(github.url).host}
        owner={organization}
        name={name}
        hookUrl={hookUrl}
      />
    </SetupFrame>
  );
}
