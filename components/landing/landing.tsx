import { FileSearchIcon, FlagIcon, GitPullRequestDraftIcon, ShieldCheckIcon } from "lucide-react";
import Link from "next/link";
import { Logo } from "../shell/logo";
import { Button } from "../ui/button";
import { SignInButton } from "./sign-in-button";

interface LandingProps {
  signInPossible: boolean;
  failed: boolean;
  returnPath: string;
  githubUrl: string;
}

const steps = [
  {
    icon: FileSearchIcon,
    title: "Evidence first",
    text: "The failing step, its tests and the lines that matter, redacted, before anybody touches code.",
  },
  {
    icon: GitPullRequestDraftIcon,
    title: "Repair on a branch of its own",
    text: "An agent edits a plain tree without any token. What it changed passes a gate, then becomes a draft pull request.",
  },
  {
    icon: ShieldCheckIcon,
    title: "Proof by your own CI",
    text: "The same tests run again on the repair. Green counts only where they were seen to pass.",
  },
  {
    icon: FlagIcon,
    title: "A hard limit, then a person",
    text: "After at most five attempts a person takes over, with everything that was tried.",
  },
] as const;

export function Landing({ signInPossible, failed, returnPath, githubUrl }: LandingProps) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-4xl flex-col justify-center px-6 py-16">
      <div className="flex items-center gap-2.5 text-brand">
        <Logo className="size-7" />
        <span className="text-base font-semibold tracking-tight text-foreground">Regreen</span>
      </div>
      <h1 className="mt-10 max-w-2xl text-4xl leading-[1.1] font-semibold tracking-tight text-balance sm:text-5xl">
        Turns red pull requests green, and proves it.
      </h1>
      <p className="mt-5 max-w-xl text-base text-pretty text-muted-foreground">
        Regreen watches your CI. When a pull request fails, it collects the evidence, lets an agent repair it
        on a branch of its own, and waits for your CI to run the same tests again. Nothing is merged without
        you.
      </p>
      <div className="mt-8 flex flex-wrap items-center gap-4">
        {signInPossible ? (
          <SignInButton returnPath={returnPath} />
        ) : (
          <>
            <Button asChild variant="primary" size="large">
              <Link href="/setup">Set up this installation</Link>
            </Button>
            <p className="text-[13px] text-muted-foreground">It is not connected to a GitHub App yet.</p>
          </>
        )}
        {failed && (
          <p role="alert" className="text-[13px] text-danger">
            GitHub did not let you in, or did not answer. Nothing was changed; please try again.
          </p>
        )}
      </div>
      {signInPossible && returnPath !== "/" && (
        <p className="mt-3 text-[13px] [overflow-wrap:anywhere]">
          You are signed out. After signing in you come back to{" "}
          <span className="font-medium">{returnPath.slice(0, 120)}</span>
        </p>
      )}
      {signInPossible && (
        <p className="mt-3 text-xs text-muted-foreground">
          Signs in at {new URL(githubUrl).host}. No e-mail address and no token of yours is kept.
        </p>
      )}
      <ul className="mt-16 grid gap-px overflow-hidden rounded-lg border bg-border sm:grid-cols-2">
        {steps.map(({ icon: Icon, title, text }) => (
          <li key={title} className="bg-surface p-5">
            <Icon aria-hidden className="size-4 text-brand" />
            <h2 className="mt-3 text-sm font-semibold">{title}</h2>
            <p className="mt-1 text-[13px] text-pretty text-muted-foreground">{text}</p>
          </li>
        ))}
      </ul>
    </main>
  );
}
