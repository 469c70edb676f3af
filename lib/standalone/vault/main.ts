// The vault command: `npm run -s vault -- new-key | reseal`.
import { createDb } from "../../db/client";
import { env } from "../../env";
import { resealSecrets } from "../../loops/reseal-secrets";
import { createVault } from "../../vault";
import { withDatabase } from "../postgres/with-database";
import { newSecretKey } from "./new-secret-key";

const usage = `Usage:
  npm run -s vault -- new-key   print a new key as a line for .env
  npm run -s vault -- reseal    seal every stored secret with the first key of REGREEN_SECRET_KEYS

To change keys: put the new one first (REGREEN_SECRET_KEYS=NEW,OLD), restart, reseal, then drop the old one.`;

async function main([command]: string[]): Promise<number> {
  switch (command) {
    case "new-key":
      console.log(`REGREEN_SECRET_KEYS=${newSecretKey()}`);
      return 0;
    case "reseal":
      return await withDatabase(reseal);
  }
  console.error(usage);
  return 2;
}

async function reseal(databaseUrl: string): Promise<number> {
  const { secretKeys } = env();
  if (secretKeys === null) {
    console.error("REGREEN_SECRET_KEYS is not set: there is no key to seal with.");
    return 1;
  }
  const db = createDb(databaseUrl, 1);
  try {
    const { resealed, current, changedMeanwhile, refused } = await resealSecrets({
      db,
      vault: createVault(secretKeys),
    });
    console.log(`${resealed} sealed anew, ${current + changedMeanwhile} had the newest key already`);
    for (const { place, reason } of refused)
      console.error(`${place.table} ${place.rowId} ${place.column}: ${reason}`);
    return refused.length === 0 ? 0 : 1;
  } finally {
    await db.$disconnect();
  }
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
