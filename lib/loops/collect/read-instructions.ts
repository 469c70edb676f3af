import type { Context } from "@/lib/context";
import type { LoopRow } from "@/lib/db/loops";
import { redact } from "@/lib/evidence/redact/redact";
import { readFileAt } from "@/lib/github/tree";
import { repositoryRef } from "../repository-ref";

const instructionFiles = ["AGENTS.md", "CLAUDE.md", ".github/copilot-instructions.md"];
const charactersMax = 8_000;

/** Instructions for agents, from the base branch only: a pull request must not write the rules of its own repair. */
export async function readInstructions(
  ctx: Context,
  loop: LoopRow,
): Promise<{ path: string; text: string }[]> {
  const repository = repositoryRef(loop.repository, loop.organization);
  const found: { path: string; text: string }[] = [];
  for (const path of instructionFiles) {
    const text = await readFileAt(ctx.gitStore, ctx.github, repository, loop.pullRequest.baseSha, path);
    if (text !== null) found.push({ path, text: redact(text.slice(0, charactersMax)).text });
  }
  return found;
}
