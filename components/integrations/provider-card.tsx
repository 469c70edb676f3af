import type { ReactNode } from "react";
import { Card, CardHeader } from "../ui/card";

interface ProviderCardProps {
  id: string;
  title: string;
  /** What it is connected for. */
  purpose: string;
  isConnected: boolean;
  /** Where Regreen asks it. */
  host: string;
  /** Its connections. */
  children: ReactNode;
  /** How to connect and what else may be set, below them. */
  below: ReactNode;
}

/** One provider: what it is for, what is connected, and how to connect. */
export function ProviderCard({ id, title, purpose, isConnected, host, children, below }: ProviderCardProps) {
  return (
    <Card aria-labelledby={id} className="overflow-hidden">
      <CardHeader id={id} title={title} hint={isConnected ? host : `Not connected · ${host}`} />
      <div className="space-y-3 p-4 text-[13px]">
        <p className="max-w-prose text-pretty text-muted-foreground">{purpose}</p>
        {children}
      </div>
      {below && <div className="divide-y border-t">{below}</div>}
    </Card>
  );
}
