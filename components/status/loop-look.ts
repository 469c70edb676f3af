import {
  ArrowRightLeftIcon,
  BanIcon,
  CircleCheckIcon,
  CircleSlashIcon,
  FileSearchIcon,
  FlagIcon,
  HourglassIcon,
  LayersIcon,
  LoaderCircleIcon,
  RotateCwIcon,
  WrenchIcon,
} from "lucide-react";
import { assertNever } from "@/lib/assert";
import type { LoopOutcome, LoopState } from "@/lib/domain/loop";
import type { StatusLook } from "./status";

const outcomeLooks: Record<LoopOutcome, StatusLook> = {
  fixed: { icon: CircleCheckIcon, tone: "success", word: "Fixed" },
  escalated: { icon: FlagIcon, tone: "warning", word: "Escalated" },
  superseded: { icon: LayersIcon, tone: "neutral", word: "Superseded" },
  cancelled: { icon: CircleSlashIcon, tone: "neutral", word: "Cancelled" },
  blocked: { icon: BanIcon, tone: "danger", word: "Blocked" },
  handed_over: { icon: ArrowRightLeftIcon, tone: "violet", word: "Handed over" },
};

/** Where a loop stands, or how it ended. */
export function loopLook(state: LoopState, outcome: LoopOutcome | null): StatusLook {
  switch (state) {
    case "collecting":
      return { icon: FileSearchIcon, tone: "info", word: "Collecting" };
    case "rerunning":
      return { icon: RotateCwIcon, tone: "info", word: "Rerunning", spins: true };
    case "waiting":
      return { icon: HourglassIcon, tone: "warning", word: "Waiting for start" };
    case "repairing":
      return { icon: WrenchIcon, tone: "info", word: "Repairing" };
    case "validating":
      return { icon: LoaderCircleIcon, tone: "info", word: "Validating", spins: true };
    case "ended":
      return outcome === null
        ? { icon: CircleSlashIcon, tone: "neutral", word: "Ended" }
        : outcomeLooks[outcome];
    default:
      return assertNever(state, "loop state");
  }
}

export function outcomeLook(outcome: LoopOutcome): StatusLook {
  return outcomeLooks[outcome];
}
