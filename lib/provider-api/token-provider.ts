import type { TokenCheck } from "./account";

/** A provider that an organization connects by a token, and by naming its account where the token does not. */
export interface TokenProviderAt<Server> {
  /** As its connections are stored. */
  id: string;
  title: string;
  /** What it is connected for. */
  purpose: string;
  /** Where a token is made and what it may do, in whole sentences. */
  tokenHelp: string;
  /** How its tokens begin, for the empty field; null where nothing marks them. */
  tokenForm: string | null;
  /** The account there; null where the token says it. */
  field: { label: string; hint: string; isRequired: boolean } | null;
  /** Whether `check` says when the token ends. Of others the person may say it. */
  tellsExpiry: boolean;
  /** What counts without anybody choosing, in words; null where projects are chosen. */
  watches: string | null;
  /** Whether its builds are CI runs. */
  readsRuns: boolean;
  /** Whether it signs webhooks with a secret of each connection. */
  sendsWebhooks: boolean;
  /** Settings from the field's text; null where it cannot be one. */
  settingsOf(text: string): unknown | null;
  check(server: Server, token: string, settings: unknown): Promise<TokenCheck>;
}
