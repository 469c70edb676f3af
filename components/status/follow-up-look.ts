import { CircleCheckIcon, CircleXIcon, ClockIcon, LoaderCircleIcon } from "lucide-react";
import type { FollowUpStatus } from "@/lib/domain/follow-up-task";
import type { StatusLook } from "./status";

const looks: Record<FollowUpStatus, StatusLook> = {
  scheduled: { icon: ClockIcon, tone: "neutral", word: "Scheduled" },
  executing: { icon: LoaderCircleIcon, tone: "info", word: "Executing", spins: true },
  completed: { icon: CircleCheckIcon, tone: "success", word: "Completed" },
  failed: { icon: CircleXIcon, tone: "danger", word: "Failed" },
};

export function followUpLook(status: FollowUpStatus): StatusLook {
  return looks[status];
}
