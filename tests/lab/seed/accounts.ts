import { noReplyAddress } from "../github/no-reply-address";
import type { Account } from "../state/accounts";
import type { Installation } from "../state/app";
import { botLogin, findAccount, registeredApp, takeId } from "../state/lookup";
import type { World } from "../world";
import type { WorldDescription } from "./describe";

/** Adds an account that is not there yet. */
export function ensureAccount(
  world: World,
  given: Pick<Account, "login" | "type"> & Partial<Pick<Account, "name" | "email">>,
): Account {
  const known = findAccount(world, given.login);
  if (known) return known;
  const id = takeId(world);
  const account: Account = {
    id,
    login: given.login,
    type: given.type,
    name: given.name ?? given.login,
    email: given.email ?? noReplyAddress({ id, login: given.login }),
    createdAt: world.clock.iso(),
  };
  world.state.accounts.push(account);
  return account;
}

export function ensureBot(world: World): Account {
  return ensureAccount(world, { login: botLogin(world), type: "Bot" });
}

/** Adds an organization, with the app installed on all of its repositories where the world began with an app. */
export function ensureOrganization(world: World, login: string, name = login): void {
  ensureAccount(world, { login, type: "Organization", name });
  const known = world.state.installations.some((one) => one.account === login);
  if (!known && !world.options.withoutApp) addInstallation(world, login, null);
}

/** @param repositoryIds null for all repositories of the account */
export function addInstallation(world: World, account: string, repositoryIds: number[] | null): Installation {
  const { permissions, events } = registeredApp(world);
  const installation: Installation = {
    id: takeId(world),
    account,
    repositoryIds,
    permissions: { ...permissions },
    events: [...events],
    createdAt: world.clock.iso(),
    suspendedAt: null,
  };
  world.state.installations.push(installation);
  return installation;
}

export function ensurePeople(world: World, description: WorldDescription): void {
  for (const user of description.users) ensureAccount(world, { ...user, type: "User" });
  for (const organization of description.organizations) {
    ensureOrganization(world, organization.login, organization.name);
    for (const [user, role] of Object.entries(organization.members)) {
      const known = world.state.memberships.some(
        (one) => one.organization === organization.login && one.user === user,
      );
      if (!known) world.state.memberships.push({ organization: organization.login, user, role });
    }
  }
}
