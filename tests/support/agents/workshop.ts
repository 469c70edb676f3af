import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Agent, AgentReport, ModelAccess } from "@/lib/agents/types";
import type { Brief } from "@/lib/domain/brief";
import { openRegistry } from "@/lib/loops/repair/open-registry";
import type { Registries } from "@/lib/package-managers/types";
import { comparePatchTrees } from "@/lib/patch/compare-patch-trees";
import { defaultGateLimits, type GateVerdict, gatePatch } from "@/lib/patch/gate/gate-patch";
import type { Patch } from "@/lib/patch/patch";
import { readTree } from "@/lib/patch/read-tree";
import { renderAgentPrompt } from "@/lib/render-prompt";
import { chooseSandbox } from "@/lib/sandbox";

export interface Handiwork {
  report: AgentReport;
  patch: Patch;
  gate: GateVerdict;
  said: string[];
  scratchLeft: number;
}

const wish = { toolPath: [resolve("node_modules/.bin")], searchPath: process.env.PATH ?? "" };

/** The code here is our own: where this machine has no bubblewrap, a plain process does. */
function sandboxWith(toolPath: readonly string[]) {
  const walls = chooseSandbox({ ...wish, toolPath, wanted: "bubblewrap" });
  return walls.found ? walls : chooseSandbox({ ...wish, toolPath, wanted: "process" });
}
const usual = sandboxWith(wish.toolPath);

/** Lets an agent work on a tree as a loop does: in the sandbox, with the patch computed and judged from outside. */
export async function letWork(
  agent: Agent,
  files: Record<string, string>,
  brief: Brief,
  minutes = 2,
  rest: {
    model?: ModelAccess;
    messages?: string[][];
    /** What an agent elsewhere sends by itself; null each time that nothing came yet. */
    answers?: (string | null)[];
    toolCallsMax?: number;
    /** Folders of programs instead of this project's own. */
    toolPath?: readonly string[];
    /** Files of the base commit where they differ from the tree's own. */
    base?: Record<string, string>;
    registries?: Partial<Registries>;
  } = {},
): Promise<Handiwork> {
  const chosen = rest.toolPath === undefined ? usual : sandboxWith(rest.toolPath);
  if (!chosen.found) throw new Error(chosen.reason);
  const { sandbox } = chosen;
  const root = await mkdtemp(join(tmpdir(), "workshop-"));
  const tree = join(root, "tree");
  const scratch = join(root, "scratch");
  await mkdir(scratch);
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(tree, path)), { recursive: true });
      await writeFile(join(tree, path), text, { mode: text.startsWith("#!") ? 0o755 : 0o644 });
    }
    const before = await readTree(tree);
    const said: string[] = [];
    let toolCalls = 0;
    const report = await agent.repair({
      brief,
      prompt: renderAgentPrompt(brief),
      model: rest.model ?? null,
      ciConfiguration: async () =>
        Object.entries(rest.base ?? files)
          .filter(([path]) => /^\.(?:github|circleci|buildkite)\//.test(path))
          .map(([path, text]) => ({ path, text })),
      runInActions: async () => ({ kind: "none", reason: "There are no Actions in this test." }),
      openCallback: async () => ({
        url: "https://regreen.example/api/agents/answers/one",
        token: "token-of-the-run",
        expiresAt: new Date(Date.now() + minutes * 60_000),
        takeAnswer: async () => rest.answers?.shift() ?? null,
      }),
      openRegistry: (wanted) =>
        openRegistry(
          wanted,
          { npm: null, python: null, ...rest.registries },
          sandbox,
          ({ port }) =>
            (request) =>
              sandbox.run({ treeDirectory: scratch, ...request, modelEndpoint: { port } }),
        ),
      takeMessages: async () => rest.messages?.shift() ?? [],
      countToolCall() {
        toolCalls += 1;
        return toolCalls <= (rest.toolCallsMax ?? 100);
      },
      treeDirectory: tree,
      scratchDirectory: scratch,
      run: ({ reachesModel, ...request }) =>
        sandbox.run({
          ...request,
          treeDirectory: request.treeDirectory ?? tree,
          ...(reachesModel &&
            rest.model && { modelEndpoint: { port: Number(new URL(rest.model.url).port) } }),
        }),
      deadlineMs: Date.now() + minutes * 60_000,
      now: Date.now,
      signal: new AbortController().signal,
      say: (line) => said.push(line),
    });
    const after = await readTree(tree);
    const patch = comparePatchTrees(before, after);
    const rules = {
      ...defaultGateLimits,
      category: brief.category,
      implicatedFiles: [],
      findSecrets: () => [],
    };
    const gate = await gatePatch(patch, { before, after }, rules);
    return { report, patch, gate, said, scratchLeft: (await readTree(scratch)).size };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** The lines that a patch removes and adds, with their signs. */
export function changes(patch: Patch): string[] {
  return patch.files.flatMap(({ lines }) =>
    lines
      .filter(({ kind }) => kind !== "context")
      .map(({ kind, text }) => `${kind === "added" ? "+" : "-"}${text.trim()}`),
  );
}
