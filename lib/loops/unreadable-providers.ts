import { ciProvider } from "@/lib/ci";
import type { CiRepository } from "@/lib/ci/types";
import type { Context } from "@/lib/context";

/** Why providers that were heard of before cannot be read now, a few sentences each; none while all can. */
export async function unreadableProviders(
  ctx: Context,
  repository: CiRepository,
  providers: Iterable<string>,
): Promise<string[]> {
  const reasons: string[] = [];
  for (const id of new Set(providers)) {
    const reason = await ciProvider(ctx.ci, id).unreadable?.(repository);
    if (reason) reasons.push(reason);
  }
  return reasons;
}
