import {
  BotIcon,
  ChartNoAxesColumnIcon,
  ClockIcon,
  FlagIcon,
  type LucideIcon,
  PlugIcon,
  RefreshCwIcon,
  SettingsIcon,
} from "lucide-react";

/** How many of something wait, shown beside a room's name. */
export interface RoomCounts {
  openLoops: number;
  openEscalations: number;
  waitingFollowUps: number;
}

export interface Room {
  title: string;
  icon: LucideIcon;
  /** Path under the organization. */
  path: string;
  /** Pressed after `g`. */
  key: string;
  count?: keyof RoomCounts;
}

const loops: Room = { title: "Loops", icon: RefreshCwIcon, path: "", key: "l", count: "openLoops" };

/** The rooms of an organization: navigation, palette and shortcuts are made of this list. */
export const rooms: readonly Room[] = [
  loops,
  { title: "Escalations", icon: FlagIcon, path: "/escalations", key: "e", count: "openEscalations" },
  { title: "Follow-ups", icon: ClockIcon, path: "/follow-ups", key: "f", count: "waitingFollowUps" },
  { title: "Metrics", icon: ChartNoAxesColumnIcon, path: "/metrics", key: "m" },
  { title: "Agents", icon: BotIcon, path: "/agents", key: "a" },
  { title: "Integrations", icon: PlugIcon, path: "/integrations", key: "i" },
  { title: "Settings", icon: SettingsIcon, path: "/settings", key: "s" },
];

/** The room that a path is in. Loops and refusals have no folder of their own in the address. */
export function roomOf(organization: string, pathname: string): Room {
  const rest = pathname.slice(organization.length + 1);
  return rooms.find((room) => room.path !== "" && rest.startsWith(room.path)) ?? loops;
}
