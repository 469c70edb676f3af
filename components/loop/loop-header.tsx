import { ChevronRightIcon } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { LoopOutcome, LoopState } from "@/lib/domain/loop";
import { proofWords } from "@/lib/domain/proof-words";
import type { ProofLevel } from "@/lib/domain/validation";
import { ExternalLink } from "../external-link";
import { loopLook } from "../status/loop-look";
import { Status } from "../status/status";

interface LoopHeaderProps {
  organization: string;
  loop: {
    repository: { name: string };
    pullRequest: { number: number; title: string; authorLogin: string };
    state: LoopState;
    outcome: LoopOutcome | null;
    endReason: string | null;
    proofLevel: ProofLevel | null;
  };
  /** The pull request on GitHub. */
  pullRequestUrl: string;
  /** What a person can do with the loop now. */
  children: ReactNode;
}

export function LoopHeader({ organization, loop, pullRequestUrl, children }: LoopHeaderProps) {
  const { repository, pullRequest, state, outcome, endReason, proofLevel } = loop;
  return (
    <header className="mb-5">
      <nav
        aria-label="Where you are"
        className="mb-2 flex flex-wrap items-center gap-1 text-xs text-muted-foreground"
      >
        <Link href={`/${organization}`} className="rounded-sm hover:text-foreground">
          Loops
        </Link>
        <ChevronRightIcon aria-hidden className="size-3" />
        <Link
          href={`/${organization}?repository=${encodeURIComponent(repository.name)}`}
          className="rounded-sm hover:text-foreground"
        >
          {repository.name}
        </Link>
        <ChevronRightIcon aria-hidden className="size-3" />
        <ExternalLink href={pullRequestUrl}>#{pullRequest.number}</ExternalLink>
        <span className="ml-1">by {pullRequest.authorLogin}</span>
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="text-lg leading-6 font-semibold tracking-tight text-balance [overflow-wrap:anywhere]">
            <bdi>{pullRequest.title}</bdi>
          </h1>
          <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px]">
            <Status look={loopLook(state, outcome)} form="badge" />
            {outcome === "fixed" && proofLevel !== null && (
              <span className="text-success">{proofWords[proofLevel]}</span>
            )}
            {endReason !== null && (
              <span className="text-muted-foreground [overflow-wrap:anywhere]">{endReason}</span>
            )}
          </div>
        </div>
        <div className="flex gap-2">{children}</div>
      </div>
    </header>
  );
}
