import type { Account } from "../../state/accounts";
import type { World } from "../../world";
import { nodeId } from "../node-id";
import { api } from "./urls";

/** GitHub's `simple-user`. */
export function accountView(world: World, account: Account) {
  const url = api(world, `/users/${encodeURIComponent(account.login)}`);
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId("User", account.id),
    avatar_url: `${world.baseUrl}/_lab/avatars/${account.id}.svg`,
    gravatar_id: "",
    url,
    html_url: `${world.baseUrl}/${encodeURIComponent(account.login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: "public",
    site_admin: false,
  };
}

/** GitHub's `organization-simple`, as webhooks carry it. */
export function organizationView(world: World, account: Account) {
  const url = api(world, `/orgs/${account.login}`);
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId("User", account.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.baseUrl}/_lab/avatars/${account.id}.svg`,
    description: account.name,
  };
}

/** GitHub's `public-user`: what /user and /users/{login} answer. */
export function publicUserView(world: World, account: Account) {
  const { user_view_type: _, ...simple } = accountView(world, account);
  return {
    ...simple,
    name: account.name,
    company: null,
    blog: null,
    location: null,
    // An address is private unless its owner shows it; /user/emails lists it.
    email: null,
    hireable: null,
    bio: null,
    public_repos: world.state.repositories.filter((one) => one.owner === account.login && !one.private)
      .length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: account.createdAt,
    updated_at: account.createdAt,
  };
}
