import { join } from "node:path";
import type { Context } from "@/lib/context";
import type { LoopRow } from "@/lib/db/loops";
import { recordProgress } from "@/lib/db/timeline";
import { installPackages } from "@/lib/sandbox/dependencies/install-packages";
import type { SandboxMount } from "@/lib/sandbox/types";
import { sandboxInForce } from "../sandbox-in-force";

/**
 * The packages that the repository's tests need, before any agent starts: installed by our side's rules, with no model in
 * reach. Where that cannot be done the timeline says why, and the repair goes on without.
 */
export async function prepareDependencies(
  ctx: Context,
  loop: LoopRow,
  treeDirectory: string,
  signal: AbortSignal,
): Promise<readonly SandboxMount[]> {
  const walls = await sandboxInForce(ctx);
  if (!walls.found) return [];
  const installed = await installPackages({
    sandbox: walls.sandbox,
    treeDirectory,
    // Never shared between organizations: what one installed says what it uses.
    cacheDirectory: join(ctx.settings.dependenciesDirectory, loop.organizationId),
    registries: ctx.settings.registries,
    signal,
  });
  await recordProgress(
    ctx.db,
    {
      organizationId: loop.organizationId,
      loopId: loop.id,
      attempt: loop.attempt,
      stage: "repair",
      key: `${loop.attempt}/dependencies`,
      title: "Packages for the tests",
      status: installed.kind === "ready" ? "done" : "skipped",
      reason: installed.reason,
    },
    ctx.now(),
  );
  return installed.kind === "ready" ? installed.mounts : [];
}
