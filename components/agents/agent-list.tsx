import { BotIcon, Trash2Icon } from "lucide-react";
import Link from "next/link";
import type { AgentOptions } from "@/lib/domain/agent-settings";
import type { DrillRecord } from "@/lib/domain/drill-record";
import { ActionButton, type ActionResult } from "../action-button";
import { Button } from "../ui/button";
import { DrillBadge } from "./drill-badge";

interface AgentListProps {
  agents: readonly {
    name: string;
    options: AgentOptions;
    hasSecret: boolean;
    problem: string | null;
    drill: DrillRecord | null;
  }[];
  mayChange: boolean;
  /** Address of the page, to which `?agent=NAME` is added. */
  path: string;
  forget: (name: string) => Promise<ActionResult>;
}

/** The agents that an organization has set up, each with what it is and what stands in its way. */
export function AgentList({ agents, mayChange, path, forget }: AgentListProps) {
  if (agents.length === 0)
    return (
      <p className="flex gap-2.5 px-4 py-3.5 text-[13px] text-pretty text-muted-foreground">
        <BotIcon aria-hidden className="mt-0.5 size-4 shrink-0" />
        None yet. Fixers and search work without one; set up a coding agent that your team has already, and
        name it in the order of agents.
      </p>
    );
  return (
    <ul className="divide-y">
      {agents.map(({ name, options, hasSecret, problem, drill }) => (
        <li key={name} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-[13px]">
          <span className="font-mono text-xs font-medium">{name}</span>
          <span className="min-w-0 flex-1 text-muted-foreground [overflow-wrap:anywhere]">
            {optionWords(options)}
            {hasSecret ? ", with a secret" : ""}
            {problem !== null && <span className="block text-warning">{problem}</span>}
          </span>
          <DrillBadge drill={drill} />
          {mayChange && (
            <span className="flex gap-1.5">
              <Button asChild size="small">
                <Link href={`${path}?agent=${name}#set-up`}>Change</Link>
              </Button>
              <ActionButton
                size="small"
                variant="danger"
                aria-label={`Forget ${name}`}
                action={forget.bind(null, name)}
              >
                <Trash2Icon aria-hidden />
              </ActionButton>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** In one line: what starts, and which model it asks. */
function optionWords(options: AgentOptions): string {
  switch (options.kind) {
    case "acp":
      return `Agent Client Protocol: ${options.preset}, ${modelWords(options.model)}`;
    case "builtin":
      return `Built-in, ${modelWords(options.model)}`;
    case "command":
      return `Command: ${options.command.join(" ")}${options.model === null ? "" : `, ${modelWords(options.model)}`}`;
    case "actions":
      return `The repository's own GitHub Actions: ${options.workflow}`;
    case "rest":
      return `HTTP: ${options.preset === "codegen" ? "Codegen" : options.url}`;
  }
}

function modelWords({ model, endpoint }: { model: string | null; endpoint: string }): string {
  return `${model ?? "the last session's model"} at ${new URL(endpoint).host}`;
}
