"use client";

import { CheckIcon, ChevronsUpDownIcon } from "lucide-react";
import Link from "next/link";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu";
import { Avatar } from "./avatar";

interface OrganizationSwitcherProps {
  current: string;
  organizations: readonly { login: string; kind: "Organization" | "User" }[];
}

export function OrganizationSwitcher({ current, organizations }: OrganizationSwitcherProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`Organization ${current}, switch`}
        className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-left text-[13px] font-semibold outline-none hover:bg-accent focus-visible:ring-2 focus-visible:ring-ring"
      >
        <Avatar name={current} square />
        <span className="truncate">{current}</span>
        <ChevronsUpDownIcon aria-hidden className="size-3.5 shrink-0 text-muted-foreground md:ml-auto" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="min-w-56">
        <DropdownMenuLabel>Organizations</DropdownMenuLabel>
        {organizations.map(({ login, kind }) => (
          <DropdownMenuItem key={login} asChild>
            <Link href={`/${login}`}>
              <Avatar name={login} square />
              <span className="truncate">{login}</span>
              {kind === "User" && <span className="text-xs text-muted-foreground">personal</span>}
              {login === current && <CheckIcon aria-label="current" className="ml-auto" />}
            </Link>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
