import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { CommandPalette } from "@/components/shell/command-palette";
import { Live } from "@/components/shell/live";
import { Logo } from "@/components/shell/logo";
import { Navigation } from "@/components/shell/navigation";
import { OrganizationSwitcher } from "@/components/shell/organization-switcher";
import { UserMenu } from "@/components/shell/user-menu";
import { asMember } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { listOrganizationsOf, readNavigationFigures } from "@/lib/db/views/navigation";

interface OrganizationLayoutProps {
  params: Promise<{ organization: string }>;
  children: ReactNode;
}

export async function generateMetadata({ params }: OrganizationLayoutProps): Promise<Metadata> {
  const { organization } = await asMember((await params).organization);
  return { title: { default: organization.login, template: `%s · ${organization.login} · Regreen` } };
}

/** The frame around every room of an organization. */
export default async function OrganizationLayout({ params, children }: OrganizationLayoutProps) {
  const { user, organization } = await asMember((await params).organization);
  const { db } = getContext();
  const [organizations, figures] = await Promise.all([
    listOrganizationsOf(db, user.id),
    readNavigationFigures(db, organization.id),
  ]);
  const { repositories, ...counts } = figures;
  return (
    <div className="md:grid md:grid-cols-[14rem_minmax(0,1fr)] print:block">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-surface px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-40 flex flex-wrap items-center gap-x-1 border-b bg-background/95 backdrop-blur md:h-dvh md:flex-col md:flex-nowrap md:items-stretch md:border-r md:border-b-0">
        <div className="flex min-w-0 flex-1 items-center gap-1 p-2 md:flex-none">
          <Link
            href={`/${organization.login}`}
            aria-label="Regreen, to the loops"
            className="grid size-9 shrink-0 place-items-center rounded-md text-brand outline-none focus-visible:ring-2 focus-visible:ring-ring"
          >
            <Logo className="size-5" />
          </Link>
          <OrganizationSwitcher current={organization.login} organizations={organizations} />
        </div>
        <CommandPalette organization={organization.login} repositories={repositories} />
        <Navigation organization={organization.login} counts={counts} />
        <div className="flex items-center p-2 md:mt-auto md:flex-col md:items-stretch md:gap-1">
          <div className="px-2 max-md:hidden">
            <Live stream={`/${organization.login}/events`} renderedAt={Date.now()} />
          </div>
          <UserMenu login={user.login} />
        </div>
      </header>
      <main id="content" className="mx-auto w-full max-w-6xl px-4 py-5 md:px-8 md:py-7">
        {children}
      </main>
    </div>
  );
}
