export interface Honesty {
  weakenings: number;
  weakeningsMax: number;
  readings: readonly { path: string; by: "tree" | "words"; reason?: string | undefined }[];
}

function sentence({ weakenings, weakeningsMax }: Honesty): string {
  const places = weakenings === 1 ? "1 place weakens" : `${weakenings} places weaken`;
  return `${places} a test or a check; this repository allows ${weakeningsMax}.`;
}

/** How many places make a check ask for less, against the repository's limit, and how the tests were compared. */
export function HonestyMeter({ honesty }: { honesty: Honesty }) {
  const trees = honesty.readings.filter(({ by }) => by === "tree");
  const words = honesty.readings.filter(({ by }) => by === "words");
  return (
    <div className="mt-2 border-t border-current/10 pt-1.5 text-xs text-muted-foreground">
      <p>
        <span className="font-medium">Honesty meter:</span> {sentence(honesty)}
      </p>
      {trees.length > 0 && (
        <p>
          Compared test by test: <span className="font-mono">{trees.map(({ path }) => path).join(", ")}</span>
        </p>
      )}
      {words.map(({ path, reason }) => (
        <p key={path}>
          Compared by its words only: <span className="font-mono">{path}</span>
          {reason && `, because ${reason}`}.
        </p>
      ))}
    </div>
  );
}
