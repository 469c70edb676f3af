import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Brief } from "@/lib/domain/brief";
import { listTreeFiles } from "../tree-search";
import type { AgentTask, Callback } from "../types";

const treeBytesMax = 20 * 1024 * 1024;

const Path = z.string().min(1).max(1_000);

/** What came of a run, under the contract that `docs/agents.md` publishes. */
export const RestResult = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("edited"),
    notes: z.string().max(20_000).default(""),
    /** Whole files: their new bytes, or null for one that is gone. */
    files: z
      .array(z.object({ path: Path, content_base64: z.base64().nullable() }))
      .max(1_000)
      .default([]),
    /** Instead of files, or beside them: one unified diff with `a/` and `b/`. */
    patch: z.string().max(5_000_000).nullable().default(null),
  }),
  z.object({ kind: z.literal("no_change"), notes: z.string().max(20_000).default("") }),
  z.object({
    kind: z.literal("gave_up"),
    reason: z.enum(["real_bug", "cannot_reproduce"]),
    notes: z.string().max(20_000).default(""),
  }),
  z.object({ kind: z.literal("failed"), notes: z.string().max(20_000).default("") }),
]);
export type RestResult = z.infer<typeof RestResult>;

/** What an agent answers. Without an id it is not asked again: it sends its answer to the callback. */
export const RestAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("running"),
    id: z
      .string()
      .regex(/^[\w.-]{1,200}$/)
      .nullable()
      .default(null),
  }),
  z.object({ status: z.literal("completed"), result: RestResult }),
]);

/** What an agent is sent. */
export const RestRequest = z.object({
  contract: z.literal(1),
  task: z.string(),
  deadline: z.iso.datetime(),
  brief: Brief,
  /** The brief as words for a coding agent. */
  prompt: z.string(),
  files: z.array(z.object({ path: Path, mode: z.enum(["100644", "100755"]), content_base64: z.base64() })),
  /** Where the answer may be sent instead of being asked for, signed with the token. */
  callback: z.object({ url: z.url(), token: z.string(), expires: z.iso.datetime() }),
});
export type RestRequest = z.infer<typeof RestRequest>;

/**
 * What an agent behind HTTP is given: the brief, its words, and every plain file of the tree.
 *
 * @throws where the tree is too large to be sent
 */
export async function restRequest(task: AgentTask, callback: Callback): Promise<RestRequest> {
  const files: RestRequest["files"] = [];
  let bytes = 0;
  for (const path of await listTreeFiles(task.treeDirectory, ".")) {
    const file = join(task.treeDirectory, path);
    const { mode, size } = await lstat(file);
    bytes += size;
    if (bytes > treeBytesMax)
      throw new Error(
        `The repository has more than ${treeBytesMax / 1024 ** 2} MiB, which is not sent over HTTP.`,
      );
    files.push({
      path,
      mode: (mode & 0o111) === 0 ? "100644" : "100755",
      content_base64: (await readFile(file)).toString("base64"),
    });
  }
  return {
    contract: 1,
    task: task.brief.task,
    deadline: new Date(task.deadlineMs).toISOString(),
    brief: task.brief,
    prompt: task.prompt,
    files,
    callback: { url: callback.url, token: callback.token, expires: callback.expiresAt.toISOString() },
  };
}
