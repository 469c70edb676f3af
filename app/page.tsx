import { redirect } from "next/navigation";
import { Landing } from "@/components/landing/landing";
import { NoOrganization } from "@/components/landing/no-organization";
import { isSignInPossible } from "@/lib/auth/auth-options";
import { actor } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { listOrganizationsOf } from "@/lib/db/views/navigation";
import { env } from "@/lib/env";

interface HomePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Signed out: what this is, and the way in. Signed in: to the first organization. */
export default async function HomePage({ searchParams }: HomePageProps) {
  const search = await searchParams;
  const signInPossible = await isSignInPossible();
  const user = await actor();
  if (user === null) {
    return (
      <Landing
        signInPossible={signInPossible}
        failed={search.error !== undefined}
        returnPath={ownPath(search.return)}
        githubUrl={env().github.url}
      />
    );
  }
  const [first] = await listOrganizationsOf(getContext().db, user.id);
  if (first !== undefined) redirect(`/${first.login}`);
  const app = await getContext().appInForce();
  const { url } = env().github;
  return <NoOrganization login={user.login} installUrl={app?.slug ? `${url}/apps/${app.slug}` : null} />;
}

/** A path of ours to go back to after sign-in; anything that could lead elsewhere is left out. */
function ownPath(value: string | string[] | undefined): string {
  return typeof value === "string" && /^\/(?![/\\])/.test(value) ? value : "/";
}
