import { z } from "zod";
import { ReadOnlyApiError } from "./read-only-api";

/** What a provider says of a token that somebody just pasted. */
export type TokenCheck =
  /** `account` is shown on pages: whose token it is. `expiresAt` where the provider tells. */
  | { ok: true; account: { name: string; detail: string | null }; expiresAt: Date | null }
  /** Whole sentences: what is wrong and what to do. `refused`: the token itself is, so it is not to be tried again. */
  | { ok: false; refused: boolean; reason: string };

const StoredAccount = z.object({ detail: z.string().nullable() });

/** What a provider remarked on a connection's token, from its stored account; null for nothing. */
export function accountDetail(account: unknown): string | null {
  return StoredAccount.safeParse(account).data?.detail ?? null;
}

/** Asks the provider, and turns what it refuses into a sentence. A provider that is away is an answer too. */
export async function checked(ask: () => Promise<TokenCheck>): Promise<TokenCheck> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ReadOnlyApiError)
      return { ok: false, refused: error.status === 401, reason: error.message };
    if (error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError"))
      return {
        ok: false,
        refused: false,
        reason: "The provider did not answer. Check its address and the network, then try again.",
      };
    throw error;
  }
}
