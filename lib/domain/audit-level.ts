import type { Brief } from "./brief";

/** The weight from which CI minds a weakness, as its command says it; null where it minds all. */
export function auditLevel(brief: Pick<Brief, "steps" | "reproduction">): string | null {
  const commands = [...brief.steps, ...brief.reproduction].map(({ command }) => command ?? "");
  for (const command of commands) {
    const level = /\baudit-level[= ](low|moderate|high|critical)\b/.exec(command)?.[1];
    if (level !== undefined) return level;
  }
  return null;
}
