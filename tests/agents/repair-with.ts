import { type AcpPreset, AgentOptions } from "@/lib/domain/agent-settings";
import type { ModelProtocol } from "@/lib/domain/model";
import { configureAgent } from "@/lib/loops/configure-agent";
import type { Act } from "../support/model/acts";
import { startModelStub } from "../support/model/model-stub";
import { startWorld } from "../support/world";

const key = "sk-canary-of-the-real-key";

/** The repair of the lab's `toolbelt/page-rows`: a page that ends with its list has no next one. */
const script: readonly Act[] = [
  { kind: "read", path: "src/pageWindow.js" },
  {
    kind: "edit",
    path: "src/pageWindow.js",
    before: "hasNext: start + size <= items.length",
    after: "hasNext: start + size < items.length",
  },
  { kind: "run", command: "node --test test/pageWindow.test.js" },
  { kind: "end", words: "A full last page counted as having a next one." },
];

/** Lets one real CLI repair a test bug through the whole loop, and answers what came of it. */
export async function repairWith(preset: Exclude<AcpPreset, "custom">, protocol: ModelProtocol) {
  const stub = await startModelStub(script);
  const host = new URL(stub.url).host;
  const bin = process.env.REGREEN_TEST_AGENTS_BIN;
  if (bin === undefined) throw new Error("Start these tests with `npm run test:agents`.");
  const world = await startWorld({
    scenariosFolder: "tests/lab/scenarios",
    settings: { agents: [preset], attemptLimit: 1 },
    toolPath: [bin],
    sandbox: "bubblewrap",
    agentHosts: [host],
  });
  try {
    for (const { id: organizationId } of await world.db.organization.findMany())
      await configureAgent(world.ctx, {
        organizationId,
        name: preset,
        options: AgentOptions.parse({
          kind: "acp",
          preset,
          model: {
            protocol,
            endpoint: protocol === "openai" ? `${stub.url}/v1` : stub.url,
            model: "stub-model",
          },
        }),
        secret: key,
        byLogin: "ada",
      });
    const loop = await world.loopOf("toolbelt/page-rows");
    const attempts = await world.db.attempt.findMany({ where: { loopId: loop.id } });
    const turns = await world.db.agentTurn.findMany({
      where: { session: { loopId: loop.id } },
      include: { session: true },
      orderBy: { startedAt: "asc" },
    });
    return { loop, attempts, turns, calls: stub.calls, key };
  } finally {
    await world.stop();
    stub.close();
  }
}
