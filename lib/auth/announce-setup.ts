import { NotConfiguredError } from "@/lib/app-in-force";
import { getContext } from "@/lib/context";
import { env } from "@/lib/env";
import { setupGeneration } from "./setup-generation";
import { setupToken } from "./setup-session";

/**
 * Says at start, and when the app was forgotten, how to set up what nobody has set up yet. On standard error and beside the log, whose level may be higher
 * and which keeps secrets out: whoever reads the server's output is who may set it up.
 */
export async function announceSetup(): Promise<void> {
  const { authSecret, publicUrl } = env();
  try {
    const generation = await setupGeneration(getContext());
    if (generation === null || authSecret === null) return;
    say(
      `Regreen is not set up yet. Open ${publicUrl}/setup and enter this token:\n\n  ${setupToken(authSecret, generation)}\n`,
    );
  } catch (error) {
    if (error instanceof NotConfiguredError) say(error.message);
    else getContext().log.warn({ error }, "it could not be found out whether this installation is set up");
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
