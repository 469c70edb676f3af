"use client";

import { XIcon } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "../class-names";

export const Dialog = Primitive.Root;
export const DialogTrigger = Primitive.Trigger;
export const DialogClose = Primitive.Close;

interface DialogContentProps {
  title: string;
  description: string;
  /** The title is then for screen readers only. */
  bare?: boolean;
  className?: string;
  children: ReactNode;
}

export function DialogContent({ title, description, bare = false, className, children }: DialogContentProps) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-50 animate-in bg-black/40 fade-in-0" />
      <Primitive.Content
        className={classNames(
          "fixed top-[18vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 animate-in overflow-hidden rounded-xl border bg-surface shadow-2xl outline-none fade-in-0 zoom-in-95",
          className,
        )}
      >
        <div className={bare ? "sr-only" : "border-b px-4 py-3 pr-12"}>
          <Primitive.Title className="text-sm font-semibold">{title}</Primitive.Title>
          <Primitive.Description className="mt-0.5 text-xs text-muted-foreground">
            {description}
          </Primitive.Description>
        </div>
        {children}
        {!bare && (
          <Primitive.Close
            aria-label="Close"
            className="absolute top-3 right-3 rounded-md p-1 text-muted-foreground hover:bg-accent hover:text-foreground focus-visible:ring-2 focus-visible:ring-ring"
          >
            <XIcon className="size-4" />
          </Primitive.Close>
        )}
      </Primitive.Content>
    </Primitive.Portal>
  );
}
