import Link from "next/link";
import type { ReactNode } from "react";
import { Logo } from "./shell/logo";
import { Button } from "./ui/button";

interface MessageProps {
  title: string;
  code: string;
  children: ReactNode;
  action?: ReactNode;
  /** Inside the frame of an organization, which has its own way home. */
  framed?: boolean;
}

/** A page that has one thing to say. */
export function Message({ title, code, children, action, framed = false }: MessageProps) {
  const Frame = framed ? "div" : "main";
  return (
    <Frame className="mx-auto flex min-h-[70dvh] max-w-md flex-col items-center justify-center px-6 text-center">
      {!framed && <Logo className="mb-6 size-8 text-brand" />}
      <p className="font-mono text-xs text-muted-foreground">{code}</p>
      <h1 className="mt-1 text-xl font-semibold tracking-tight text-balance">{title}</h1>
      <p className="mt-2 text-pretty text-muted-foreground">{children}</p>
      <div className="mt-6 flex flex-wrap items-center justify-center gap-2">
        {action}
        {!framed && (
          <Button asChild>
            <Link href="/">Go to the start</Link>
          </Button>
        )}
      </div>
    </Frame>
  );
}
