"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "../ui/button";
import { GitHubMark } from "./github-mark";

export function SignInButton({ returnPath }: { returnPath: string }) {
  const [isLeaving, setIsLeaving] = useState(false);
  return (
    <Button
      variant="primary"
      size="large"
      disabled={isLeaving}
      onClick={() => {
        setIsLeaving(true);
        void signIn("github", { callbackUrl: returnPath });
      }}
    >
      <GitHubMark /> Sign in with GitHub
    </Button>
  );
}
