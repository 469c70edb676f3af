import { describe, expect, test } from "vitest";
import { type Parcel, Parcels } from "@/lib/evidence/cli/parcels";

function parcelsOf(lineCount: number) {
  const written: (string | Uint8Array)[] = [];
  const lines = Array.from({ length: lineCount }, (_, i) => `line ${i}`);
  const output = { write: async (answers: string | Uint8Array) => void written.push(answers) };
  return { parcels: new Parcels(lines, output), written };
}

async function takeAll(parcels: Parcels): Promise<Parcel[]> {
  const taken: Parcel[] = [];
  for (let parcel = await parcels.take(); parcel; parcel = await parcels.take()) taken.push(parcel);
  return taken;
}

describe("parcels of input lines", () => {
  test("answers are written in the order of the lines, whoever is done first", async () => {
    const { parcels, written } = parcelsOf(40);
    const taken = await takeAll(parcels);
    expect(taken.flatMap(({ lines }) => lines)).toHaveLength(40);
    for (const parcel of taken.toReversed()) await parcels.finish(parcel, `answers ${parcel.index}`);
    expect(written).toEqual(taken.map(({ index }) => `answers ${index}`));
  });

  test("nobody works further ahead than the slowest lets them, so that waiting answers stay few", async () => {
    const { parcels } = parcelsOf(100_000);
    const first = await parcels.take();
    let linesAhead = 0;
    const fast = (async () => {
      for (let parcel = await parcels.take(); parcel; parcel = await parcels.take()) {
        linesAhead += parcel.lines.length;
        await parcels.finish(parcel, "");
      }
    })();
    await new Promise((resolve) => setImmediate(resolve));
    expect(linesAhead).toBeLessThan(1100);
    if (first) await parcels.finish(first, "");
    await fast;
    expect(linesAhead).toBe(99_996);
  });
});
