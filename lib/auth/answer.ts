import { unstable_rethrow } from "next/navigation";
import { getContext } from "@/lib/context";
import { Forbidden } from "./guards";

/** What came of a change, in words for the person who asked for it. */
interface Answer {
  ok: boolean;
  message: string;
}

/** Runs one change and turns what stood in its way into words. What nobody expected is logged, never shown. */
export async function answer<T extends Answer>(change: () => Promise<T>): Promise<T | Answer> {
  try {
    return await change();
  } catch (error) {
    unstable_rethrow(error);
    if (error instanceof Forbidden) return { ok: false, message: error.message };
    getContext().log.error({ error }, "a change failed");
    return { ok: false, message: "This did not work. Look again in a moment; the server's log says why." };
  }
}
