import { NotConfiguredError } from "@/lib/app-in-force";
import { getContext } from "@/lib/context";
import { findMissedFailures } from "./find-missed-failures";
import { syncInstallations } from "./sync-installations";

/** The comparison at start, also for failures that came while no server ran. Whatever fails is said once and tried again by the reconciler, a minute later. */
export async function welcomeInstallations(): Promise<void> {
  try {
    const ctx = getContext();
    await ctx.send(await syncInstallations(ctx, true));
    await ctx.send(await findMissedFailures(ctx, `:start-${ctx.now().getTime()}`));
  } catch (error) {
    if (error instanceof NotConfiguredError) return;
    getContext().log.warn({ error }, "installations could not be compared with GitHub at start");
  }
}
