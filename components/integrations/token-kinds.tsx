import { ScrollRegion } from "../scroll-region";

const kinds = [
  {
    name: "Login command",
    could: "Read, if you choose “Read” in the browser",
    works: "90 days",
    advice: "Best: CircleCI itself holds it to reading.",
  },
  {
    name: "Personal token",
    could: "Everything that you may do on CircleCI, writing too",
    works: "As long as you said when you made it, a year at most",
    advice: "Works everywhere, on a CircleCI Server too. Use an account that sees only what Regreen should.",
  },
  {
    name: "Project token",
    could: "One project, through the old API",
    works: "—",
    advice: "Does not work here: it opens neither API v2 nor v3.",
  },
] as const;

/** What each kind of token could do, whatever Regreen does with it. */
export function TokenKinds() {
  return (
    <ScrollRegion label="Kinds of tokens">
      <table className="w-full min-w-[40rem] text-left text-[13px]">
        <thead className="text-xs text-muted-foreground">
          <tr className="border-b">
            <th className="px-4 py-2 font-medium">Token</th>
            <th className="px-4 py-2 font-medium">What it could do</th>
            <th className="px-4 py-2 font-medium">Lasts</th>
            <th className="px-4 py-2 font-medium">Advice</th>
          </tr>
        </thead>
        <tbody className="divide-y align-top">
          {kinds.map((kind) => (
            <tr key={kind.name}>
              <td className="px-4 py-2 font-medium whitespace-nowrap">{kind.name}</td>
              <td className="px-4 py-2">{kind.could}</td>
              <td className="px-4 py-2">{kind.works}</td>
              <td className="px-4 py-2 text-muted-foreground">{kind.advice}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
