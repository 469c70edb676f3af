"use client";

import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";

interface ThemeProps {
  /** Of this request: the script that sets the theme before the first paint carries it. */
  nonce: string | undefined;
  children: ReactNode;
}

export function Theme({ nonce, children }: ThemeProps) {
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      nonce={nonce}
    >
      {children}
    </ThemeProvider>
  );
}
