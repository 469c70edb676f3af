"use client";

import { signOut } from "next-auth/react";
import { Message } from "../message";
import { Button } from "../ui/button";

interface NoOrganizationProps {
  login: string;
  /** Page of the GitHub App, null where its address is not known. */
  installUrl: string | null;
}

export function NoOrganization({ login, installUrl }: NoOrganizationProps) {
  return (
    <Message
      code={`Signed in as ${login}`}
      title="No organization yet"
      action={
        <>
          {installUrl !== null && (
            <Button asChild variant="primary">
              <a href={installUrl}>Install the GitHub App</a>
            </Button>
          )}
          <Button onClick={() => signOut({ callbackUrl: "/" })}>Sign out</Button>
        </>
      }
    >
      Regreen is not installed in any organization that you are a member of. Install its GitHub App, or ask an
      owner to, then sign in again.
    </Message>
  );
}
