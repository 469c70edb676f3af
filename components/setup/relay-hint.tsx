/** Why GitHub needs another address than ours on this machine. */
export function RelayHint({ id, ownHookUrl }: { id: string; ownHookUrl: string }) {
  return (
    <p id={id} className="text-xs text-pretty text-muted-foreground">
      GitHub cannot reach <code className="font-mono">{ownHookUrl}</code> and refuses such an address. A
      relay, such as a channel of smee.io, takes the deliveries and passes them on to it. Without one Regreen
      looks for failures every few minutes.
    </p>
  );
}
