import type {
  ReadTextFileRequest,
  RequestPermissionRequest,
  RequestPermissionResponse,
  WriteTextFileRequest,
} from "@agentclientprotocol/sdk";
import { z } from "zod";
import type { PermissionMode } from "@/lib/domain/agent-settings";
import { answerPermission, type PermissionAnswer } from "@/lib/domain/permission";
import { pathInTree, readTreeFile, writeTreeFile } from "../tree-files";
import type { AgentTask } from "../types";

/** Arguments under which the known CLIs name files, beside the protocol's own `locations`. */
const RawPaths = z
  .object({ path: z.string(), file_path: z.string(), filePath: z.string(), filepath: z.string() })
  .partial();

/** Answers everything that an agent asks of our side, from the scope rules. */
export function createAnswers(task: AgentTask, mode: PermissionMode) {
  const rules = { category: task.brief.category, mode };
  const inTree = (path: string) => pathInTree(task.treeDirectory, path);

  function judge(toolCall: RequestPermissionRequest["toolCall"]): PermissionAnswer {
    const raw = RawPaths.safeParse(toolCall.rawInput).data ?? {};
    const named = [
      ...(toolCall.locations ?? []).map(({ path }) => path),
      ...(toolCall.content ?? []).flatMap((part) => (part.type === "diff" ? [part.path] : [])),
      ...Object.values(raw).filter((path) => path !== undefined),
    ];
    // The tree itself is where a command runs, not a file that it names.
    const paths = named.filter((path) => path !== task.treeDirectory && path !== "").map(inTree);
    return answerPermission({ tool: toolCall.kind ?? "other", paths: [...new Set(paths)] }, rules);
  }

  return {
    permission({ toolCall, options }: RequestPermissionRequest): RequestPermissionResponse {
      const answer = judge(toolCall);
      task.say(
        `${answer.allowed ? "Allowed" : "Refused"}: ${toolCall.title ?? toolCall.kind ?? "a tool"}. ${answer.reason}`,
      );
      const wanted = answer.allowed ? ["allow_once", "allow_always"] : ["reject_once", "reject_always"];
      const option = wanted.map((kind) => options.find((one) => one.kind === kind)).find(Boolean);
      if (option === undefined) return { outcome: { outcome: "cancelled" } };
      return { outcome: { outcome: "selected", optionId: option.optionId } };
    },

    async readFile({ path, line, limit }: ReadTextFileRequest): Promise<{ content: string }> {
      const inside = inTree(path);
      if (inside === null) throw new Error(`${path} is outside of the repository.`);
      const text = await readTreeFile(task.treeDirectory, inside);
      if (line == null && limit == null) return { content: text };
      const from = Math.max(0, (line ?? 1) - 1);
      return {
        content: text
          .split("\n")
          .slice(from, limit == null ? undefined : from + limit)
          .join("\n"),
      };
    },

    async writeFile({ path, content }: WriteTextFileRequest): Promise<Record<string, never>> {
      const inside = inTree(path);
      const answer = answerPermission({ tool: "edit", paths: [inside] }, rules);
      if (inside === null || !answer.allowed) {
        task.say(`Refused to write ${path}. ${answer.reason}`);
        throw new Error(answer.reason);
      }
      await writeTreeFile(task.treeDirectory, inside, content);
      return {};
    },
  };
}
