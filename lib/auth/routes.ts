/**
 * Who may reach what, for every page, route handler and server action under `app/`. A test walks the folder: what is not
 * listed here, or does not ask as it is listed here, fails it.
 *
 * - `anyone`: shows no data of an organization
 * - `signature`: the sender proves itself by a signature over the raw body
 * - `code`: whoever brings a one-time code that an owner made
 * - `member`: a member of the organization in the path
 * - `writer`: a member with write access to the loop's repository, from our own pages
 * - `maintainer`: a member who maintains the repository, from our own pages
 * - `owner`: a member who administers the organization, from our own pages
 * - `token`: whoever shows the setup token of the server's output, from our own pages
 * - `installer`: who showed that token, or an owner of any connected organization
 */
export type Access =
  | "anyone"
  | "signature"
  | "code"
  | "member"
  | "writer"
  | "maintainer"
  | "owner"
  | "token"
  | "installer";

/** By file, without its extension. */
export const routes: Readonly<Record<string, Access>> = {
  "app/page": "anyone",
  "app/api/auth/[...nextauth]/route": "anyone",
  "app/api/health/route": "anyone",
  "app/api/ready/route": "anyone",
  "app/api/inngest/route": "signature",
  "app/api/webhooks/github/route": "signature",
  "app/api/agents/answers/[callback]/route": "signature",
  "app/setup/page": "installer",
  "app/setup/create/page": "installer",
  "app/setup/created/route": "installer",
  "app/api/webhooks/circleci/[connection]/route": "signature",
  "app/api/circleci/login/route": "code",
  "app/[organization]/layout": "member",
  "app/[organization]/page": "member",
  "app/[organization]/events/route": "member",
  "app/[organization]/not-taken-up/page": "member",
  "app/[organization]/loops/[id]/page": "member",
  "app/[organization]/loops/[id]/brief/[attempt]/route": "member",
  "app/[organization]/loops/[id]/proof/route": "member",
  "app/[organization]/escalations/page": "member",
  "app/[organization]/follow-ups/page": "member",
  "app/[organization]/follow-ups/[task]/route": "member",
  "app/[organization]/metrics/page": "member",
  "app/[organization]/metrics/[metric]/page": "member",
  "app/[organization]/agents/page": "member",
  "app/[organization]/integrations/page": "member",
  "app/[organization]/integrations/[connection]/page": "member",
  "app/[organization]/settings/page": "member",
  "app/[organization]/settings/[repository]/page": "member",
};

/** By file and exported name. */
export const actions: Readonly<Record<string, Access>> = {
  "app/setup/actions#enterSetupAction": "token",
  "app/setup/actions#pointHookAction": "installer",
  "app/setup/actions#forgetAppAction": "installer",
  "app/setup/actions#sendTestEventAction": "installer",
  "app/[organization]/loops/[id]/actions#stopLoopAction": "writer",
  "app/[organization]/loops/[id]/actions#takeOverLoopAction": "writer",
  "app/[organization]/loops/[id]/actions#startRepairAction": "writer",
  "app/[organization]/loops/[id]/actions#retryLoopAction": "writer",
  "app/[organization]/loops/[id]/actions#askForFollowUpAction": "writer",
  "app/[organization]/loops/[id]/actions#applySuggestionAction": "writer",
  "app/[organization]/loops/[id]/actions#sendSessionMessageAction": "writer",
  "app/[organization]/loops/[id]/actions#stopSessionAction": "writer",
  "app/[organization]/agents/actions#saveAgentAction": "owner",
  "app/[organization]/agents/actions#forgetAgentAction": "owner",
  "app/[organization]/agents/actions#saveBudgetAction": "owner",
  "app/[organization]/not-taken-up/actions#lookAgainAction": "writer",
  "app/[organization]/escalations/actions#moveEscalationAction": "writer",
  "app/[organization]/follow-ups/actions#runFollowUpAction": "writer",
  "app/[organization]/follow-ups/actions#cancelFollowUpAction": "writer",
  "app/[organization]/follow-ups/actions#cleanUpFollowUpsAction": "owner",
  "app/[organization]/integrations/actions#connectTokenAction": "owner",
  "app/[organization]/integrations/actions#makeLoginCodeAction": "owner",
  "app/[organization]/integrations/actions#checkConnectionAction": "owner",
  "app/[organization]/integrations/actions#revokeConnectionAction": "owner",
  "app/[organization]/integrations/actions#watchProjectsAction": "owner",
  "app/[organization]/integrations/actions#renewWebhookSecretAction": "owner",
  "app/[organization]/settings/actions#saveOrganizationSettingsAction": "owner",
  "app/[organization]/settings/actions#saveRepositoryBudgetAction": "maintainer",
  "app/[organization]/settings/actions#saveRepositorySettingsAction": "maintainer",
};
