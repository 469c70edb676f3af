"use client";

import { Message } from "@/components/message";
import { Button } from "@/components/ui/button";

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <Message
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
