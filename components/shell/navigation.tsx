"use client";

import { LoaderCircleIcon, type LucideIcon } from "lucide-react";
import Link, { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { classNames } from "../class-names";
import { type RoomCounts, roomOf, rooms } from "./rooms";

interface NavigationProps {
  organization: string;
  counts: RoomCounts;
}

/** A column on wide screens, a row that scrolls on narrow ones. */
export function Navigation({ organization, counts }: NavigationProps) {
  const current = roomOf(organization, usePathname());
  const list = useRef<HTMLElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect reads what the room changed in the page
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [current]);

  return (
    <nav
      ref={list}
      aria-label="Rooms"
      className="flex gap-0.5 overflow-x-auto px-2 max-md:order-last max-md:w-full max-md:pb-1.5 md:flex-col"
    >
      {rooms.map((room) => {
        const count = room.count === undefined ? 0 : counts[room.count];
        const isCurrent = room === current;
        return (
          <Link
            key={room.path}
            href={`/${organization}${room.path}`}
            aria-current={isCurrent ? "page" : undefined}
            className={classNames(
              "flex h-8 shrink-0 items-center gap-2 rounded-md px-2 text-[13px] font-medium outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset",
              isCurrent
                ? "bg-accent text-foreground"
                : "text-muted-foreground hover:bg-accent/60 hover:text-foreground",
            )}
          >
            <RoomIcon icon={room.icon} />
            {room.title}
            {count > 0 && <span className="text-xs tabular-nums opacity-80 md:ml-auto">{count}</span>}
          </Link>
        );
      })}
    </nav>
  );
}

/** Shows that a click was heard while the room is on its way. */
function RoomIcon({ icon: Icon }: { icon: LucideIcon }) {
  const { pending } = useLinkStatus();
  if (!pending) return <Icon aria-hidden className="size-4 shrink-0" />;
  return (
    <span className="relative size-4 shrink-0">
      <Icon aria-hidden className="size-4 opacity-40" />
      <LoaderCircleIcon aria-label="Loading" className="absolute inset-0 size-4 animate-spin" />
    </span>
  );
}
