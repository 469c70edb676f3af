"use client";

import { CheckIcon, CopyIcon } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "./ui/button";

interface CopyButtonProps {
  /** What lands on the clipboard. */
  text: string;
  label: string;
  /** A key that does the same from anywhere on the page. */
  shortcut?: string;
}

const confirmationMs = 2_000;

export function CopyButton({ text, label, shortcut }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      toast.error("The browser did not allow copying. Select the text and copy it by hand.");
      return;
    }
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), confirmationMs);
  }

  return (
    <Button size="small" onClick={copy} aria-keyshortcuts={shortcut}>
      {isCopied ? <CheckIcon aria-hidden /> : <CopyIcon aria-hidden />}
      <span aria-live="polite">{isCopied ? "Copied" : label}</span>
    </Button>
  );
}
