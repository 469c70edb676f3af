import { getContext, NotConfiguredError } from "@/lib/context";
import { syncInstallations } from "./sync-installations";

/** The comparison at start. Whatever fails is said once and tried again by the reconciler, a minute later. */
export async function welcomeInstallations(): Promise<void> {
  try {
    await syncInstallations(getContext(), true);
  } catch (error) {
    if (error instanceof NotConfiguredError) return;
    getContext().log.warn({ error }, "installations could not be compared with GitHub at start");
  }
}
