import type { LucideIcon } from "lucide-react";
import { classNames } from "../class-names";
import { type Tone, toneSoft, toneText } from "./tone";

/** A status is always an icon, a colour and a word together. */
export interface StatusLook {
  icon: LucideIcon;
  tone: Tone;
  word: string;
  /** The icon turns while work goes on. */
  spins?: boolean;
}

interface StatusProps {
  look: StatusLook;
  /** `badge` has a soft background, for headers. */
  form?: "plain" | "badge";
}

export function Status({ look, form = "plain" }: StatusProps) {
  const Icon = look.icon;
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1.5 align-middle text-[13px] font-medium whitespace-nowrap",
        form === "badge" ? ["rounded-full py-0.5 pr-2.5 pl-2", toneSoft[look.tone]] : toneText[look.tone],
      )}
    >
      <Icon aria-hidden className={classNames("size-3.5 shrink-0", look.spins && "animate-spin")} />
      {look.word}
    </span>
  );
}
