import { openConnectionSecret } from "@/lib/connection-secrets";
import { findConnection } from "@/lib/db/connections";
import { type ConnectContext, connectToken } from "@/lib/loops/connections/connect-token";
import { seeProjects, watchProjects } from "@/lib/loops/connections/watch-projects";
import type { LabControl } from "./control/client";

/**
 * Does what a person does on the integrations page: gives a token that reads, watches the projects of some repositories, and
 * adds the connection's webhook to each on CircleCI. Answers the connection and the token.
 */
export async function connectLabCircleCi(
  ctx: ConnectContext,
  lab: { control: Pick<LabControl, "circleToken" | "addCircleWebhook"> },
  wanted: { login: string; repositories: readonly string[]; webhookBase: string | null },
): Promise<{ connectionId: string; token: string }> {
  const { id: organizationId } = await ctx.db.organization.findFirstOrThrow({
    where: { login: wanted.login },
  });
  const token = await lab.control.circleToken({ login: "ada", level: "read", organizations: [wanted.login] });
  const connected = await connectToken(ctx, {
    organizationId,
    provider: "circleci",
    token,
    account: "",
    kind: "oauth",
    expiresAt: null,
    byLogin: "ada",
  });
  if (!connected.ok) throw new Error(connected.reason);
  const { connectionId } = connected;
  const seen = await seeProjects(ctx, organizationId, connectionId);
  if (!seen.ok) throw new Error(seen.reason);
  const repositories = await ctx.db.repository.findMany({
    where: { organizationId, name: { in: [...wanted.repositories] } },
  });
  const choices = repositories.flatMap(({ id, name }) => {
    const project = seen.projects.find((one) => one.name === name);
    return project === undefined ? [] : [{ slug: project.slug, repositoryId: id }];
  });
  const watched = await watchProjects(ctx, organizationId, connectionId, choices);
  if (!watched.ok) throw new Error(watched.reason);
  if (wanted.webhookBase === null) return { connectionId, token };
  const row = await findConnection(ctx.db, organizationId, connectionId);
  const secret = row === null ? null : openConnectionSecret(ctx.vault, row, "webhookSecret");
  if (secret === null) throw new Error("The connection has no secret for webhooks.");
  for (const name of wanted.repositories)
    await lab.control.addCircleWebhook({
      repository: `${wanted.login}/${name}`,
      url: `${wanted.webhookBase}/api/webhooks/circleci/${connectionId}`,
      secret,
    });
  return { connectionId, token };
}
