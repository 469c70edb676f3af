"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "../ui/button";
import { GitHubMark } from "./github-mark";

interface SignInButtonProps {
  returnPath: string;
  size?: "default" | "large";
}

export function SignInButton({ returnPath, size = "large" }: SignInButtonProps) {
  const [isLeaving, setIsLeaving] = useState(false);
  return (
    <Button
      variant="primary"
      size={size}
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
