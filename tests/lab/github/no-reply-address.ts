import type { Account } from "../state/accounts";

/** The address GitHub gives to somebody who hides the real one; bots always have it. */
export function noReplyAddress(account: Pick<Account, "id" | "login">): string {
  return `${account.id}+${account.login}@users.noreply.github.com`;
}
