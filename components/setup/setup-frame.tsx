import { TriangleAlertIcon } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Notice } from "../notice";
import { Logo } from "../shell/logo";
import { PageHeader } from "../shell/page-header";

interface SetupFrameProps {
  title: string;
  hint: string;
  aside?: ReactNode;
  /** Why the step before did not work. */
  problem?: string | null;
  children: ReactNode;
}

/** The pages before there is any organization to show a frame of. */
export function SetupFrame({ title, hint, aside, problem = null, children }: SetupFrameProps) {
  return (
    <main className="mx-auto max-w-3xl px-4 py-10 sm:px-6">
      <Link
        href="/"
        className="mb-8 inline-flex items-center gap-2.5 rounded-md text-brand outline-none focus-visible:ring-2 focus-visible:ring-ring"
      >
        <Logo className="size-6" />
        <span className="text-sm font-semibold tracking-tight text-foreground">Regreen</span>
      </Link>
      <PageHeader title={title} hint={hint}>
        {aside}
      </PageHeader>
      <div className="space-y-4">
        {problem !== null && (
          <div role="alert">
            <Notice icon={TriangleAlertIcon} tone="danger" title="That did not work">
              {problem}
            </Notice>
          </div>
        )}
        {children}
      </div>
    </main>
  );
}
