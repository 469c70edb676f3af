import type { Context } from "@/lib/context";
import { listSealedSecrets, replaceSealedSecret, type SealedSecret } from "@/lib/db/sealed-secrets";
import { type SecretPlace, SecretRefusedError, wholeInstallation } from "@/lib/vault/types";

export interface Resealed {
  resealed: number;
  /** Sealed by the newest key already. */
  current: number;
  /** Changed by somebody while this ran; the newest key sealed what they wrote. */
  changedMeanwhile: number;
  /** What could not be opened, with the reason. It stays as it was. */
  refused: { place: SecretPlace; reason: string }[];
}

/** Seals every stored secret with the newest key, so that the older keys can be dropped. May run while the product does. */
export async function resealSecrets({ db, vault }: Pick<Context, "db" | "vault">): Promise<Resealed> {
  const outcome: Resealed = { resealed: 0, current: 0, changedMeanwhile: 0, refused: [] };
  for (const secret of await listSealedSecrets(db)) {
    const place = placeOf(secret);
    try {
      // Opened in either case: a current key that does not open its own envelope is worth knowing too.
      const plaintext = vault.open(secret.envelope, place);
      if (vault.isSealedByNewestKey(secret.envelope)) outcome.current += 1;
      else if (await replaceSealedSecret(db, secret, vault.seal(plaintext, place))) outcome.resealed += 1;
      else outcome.changedMeanwhile += 1;
    } catch (error) {
      if (!(error instanceof SecretRefusedError)) throw error;
      outcome.refused.push({ place, reason: error.message });
    }
  }
  return outcome;
}

function placeOf({ table, column, organizationId, rowId }: SealedSecret): SecretPlace {
  return { table, column, organizationId: organizationId ?? wholeInstallation, rowId };
}
