"use client";

import { Message } from "./message";
import { Button } from "./ui/button";

interface FailedPageProps {
  error: Error & { digest?: string };
  reset: () => void;
  framed?: boolean;
}

/** What stands where a page should be that threw. */
export function FailedPage({ error, reset, framed = false }: FailedPageProps) {
  return (
    <Message
      framed={framed}
      title="This page could not be shown"
      code={error.digest ? `Error ${error.digest}` : "Error"}
      action={
        <Button variant="primary" onClick={reset}>
          Try again
        </Button>
      }
    >
      The database or GitHub may not have answered. Nothing was changed. If it stays like this, look for the
      number above in the server's log.
    </Message>
  );
}
