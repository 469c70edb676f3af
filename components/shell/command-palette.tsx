"use client";

import { Command } from "cmdk";
import {
  FolderGit2Icon,
  KeyboardIcon,
  MoonIcon,
  SearchIcon,
  SlidersHorizontalIcon,
  SunIcon,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { type ReactNode, useState } from "react";
import { Dialog, DialogContent } from "../ui/dialog";
import { rooms } from "./rooms";
import { ShortcutSheet } from "./shortcut-sheet";
import { useShortcuts } from "./use-shortcuts";

interface CommandPaletteProps {
  organization: string;
  repositories: readonly string[];
}

/** Everything by keyboard: `Ctrl K` opens it, `?` shows the other keys. */
export function CommandPalette({ organization, repositories }: CommandPaletteProps) {
  const router = useRouter();
  const { resolvedTheme, setTheme } = useTheme();
  const [open, setOpen] = useState<"palette" | "shortcuts" | null>(null);
  const [search, setSearch] = useState("");
  const root = `/${organization}`;
  const go = (path: string) => router.push(root + path);
  useShortcuts({ go, openPalette: () => setOpen("palette"), openSheet: () => setOpen("shortcuts") });

  function run(action: () => void) {
    setOpen(null);
    setSearch("");
    action();
  }

  return (
    <>
      <button
        type="button"
        onClick={() => setOpen("palette")}
        className="flex h-8 items-center gap-2 rounded-md border bg-surface px-2 text-[13px] text-muted-foreground outline-none hover:bg-accent focus-visible:ring-2 focus-visible:ring-ring md:mx-2 md:mb-2"
      >
        <SearchIcon aria-hidden className="size-4" />
        <span className="max-md:sr-only">Go to …</span>
        <kbd className="ml-auto font-sans text-xs max-md:hidden">Ctrl K</kbd>
      </button>
      <Dialog open={open === "palette"} onOpenChange={(isOpen) => setOpen(isOpen ? "palette" : null)}>
        <DialogContent
          bare
          title="Go to"
          description="Type to find a room, a repository or an action."
          className="max-w-lg"
        >
          <Command loop>
            <Command.Input
              value={search}
              onValueChange={setSearch}
              placeholder="Find a room, a repository, an action …"
              className="h-12 w-full border-b bg-transparent px-4 text-sm outline-none placeholder:text-muted-foreground"
            />
            <Command.List className="max-h-80 overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-8 text-center text-[13px] text-muted-foreground">
                Nothing is called like that. Press Enter in the search of the loops list to look for a pull
                request.
              </Command.Empty>
              <Group heading="Rooms">
                {rooms.map(({ title, icon: Icon, path, key }) => (
                  <Item key={path} onSelect={() => run(() => go(path))} keys={`G ${key.toUpperCase()}`}>
                    <Icon aria-hidden /> {title}
                  </Item>
                ))}
              </Group>
              {repositories.length > 0 && (
                <Group heading="Repositories">
                  {repositories.map((name) => (
                    <Item
                      key={name}
                      onSelect={() => run(() => go(`?repository=${encodeURIComponent(name)}`))}
                    >
                      <FolderGit2Icon aria-hidden /> Loops of {name}
                    </Item>
                  ))}
                  {repositories.map((name) => (
                    <Item key={name} onSelect={() => run(() => go(`/settings/${encodeURIComponent(name)}`))}>
                      <SlidersHorizontalIcon aria-hidden /> Settings of {name}
                    </Item>
                  ))}
                </Group>
              )}
              <Group heading="Actions">
                <Item onSelect={() => run(() => setTheme(resolvedTheme === "dark" ? "light" : "dark"))}>
                  {resolvedTheme === "dark" ? <SunIcon aria-hidden /> : <MoonIcon aria-hidden />} Switch to
                  the {resolvedTheme === "dark" ? "light" : "dark"} theme
                </Item>
                <Item onSelect={() => run(() => setOpen("shortcuts"))} keys="?">
                  <KeyboardIcon aria-hidden /> Show the keys
                </Item>
              </Group>
            </Command.List>
          </Command>
        </DialogContent>
      </Dialog>
      <Dialog open={open === "shortcuts"} onOpenChange={(isOpen) => setOpen(isOpen ? "shortcuts" : null)}>
        <DialogContent title="Keys" description="They rest while you type.">
          <ShortcutSheet />
        </DialogContent>
      </Dialog>
    </>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted-foreground"
    >
      {children}
    </Command.Group>
  );
}

function Item({ keys, onSelect, children }: { keys?: string; onSelect: () => void; children: ReactNode }) {
  return (
    <Command.Item
      onSelect={onSelect}
      className="flex h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-[13px] data-[selected=true]:bg-accent [&_svg]:size-4 [&_svg]:text-muted-foreground"
    >
      {children}
      {keys && <kbd className="ml-auto font-sans text-xs text-muted-foreground">{keys}</kbd>}
    </Command.Item>
  );
}
