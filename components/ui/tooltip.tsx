"use client";

import { Tooltip as Primitive } from "radix-ui";
import type { ReactNode } from "react";

export const TooltipProvider = Primitive.Provider;

interface TooltipProps {
  content: ReactNode;
  /** One element that takes focus. */
  children: ReactNode;
}

export function Tooltip({ content, children }: TooltipProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-72 animate-in rounded-md border bg-surface px-2.5 py-1.5 text-xs text-foreground shadow-lg fade-in-0 zoom-in-95"
        >
          {content}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
