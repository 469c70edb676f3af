import { CircleCheckIcon, FlagIcon, UndoIcon, UserCheckIcon } from "lucide-react";
import type { EscalationState } from "@/lib/domain/escalation";
import type { StatusLook } from "./status";

const looks: Record<EscalationState, StatusLook> = {
  open: { icon: FlagIcon, tone: "warning", word: "Open" },
  taken: { icon: UserCheckIcon, tone: "info", word: "Taken" },
  returned: { icon: UndoIcon, tone: "violet", word: "Returned" },
  closed: { icon: CircleCheckIcon, tone: "neutral", word: "Closed" },
};

export function escalationLook(state: EscalationState): StatusLook {
  return looks[state];
}
