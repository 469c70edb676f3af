"use client";

import { useEffect, useRef } from "react";
import { rooms } from "./rooms";

interface ShortcutActions {
  go: (path: string) => void;
  openPalette: () => void;
  openSheet: () => void;
}

/** How long `g` waits for the letter of a room. */
const sequenceMs = 1_000;

/** Listens to the keys of the shortcut sheet. They rest while somebody types or a dialog is open. */
export function useShortcuts(actions: ShortcutActions): void {
  const latest = useRef(actions);
  latest.current = actions;

  useEffect(() => {
    let goPressedAt = Number.NEGATIVE_INFINITY;

    function listen(event: KeyboardEvent) {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        return latest.current.openPalette();
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const room = rooms.find(({ key }) => key === event.key);
      if (room !== undefined && event.timeStamp - goPressedAt < sequenceMs)
        return latest.current.go(room.path);
      goPressedAt = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (event.key === "?") latest.current.openSheet();
      if (event.key === "j") focusRow(1);
      if (event.key === "k") focusRow(-1);
      if (event.key === "c") document.querySelector<HTMLElement>("[aria-keyshortcuts=c]")?.click();
      if (event.key === "/") {
        event.preventDefault();
        document.querySelector<HTMLElement>("[data-search]")?.focus();
      }
    }

    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, [role=dialog], [role=menu]") !== null
  );
}

function focusRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const index = rows.findIndex((row) => row.contains(document.activeElement));
  rows[index === -1 ? (step === 1 ? 0 : rows.length - 1) : index + step]?.focus();
}
