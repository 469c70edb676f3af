import { randomUUID } from "node:crypto";
import type { Context, Hono } from "hono";
import { z } from "zod";
import { addBuildkiteToken } from "../buildkite/seed";
import { addCircleToken } from "../circleci/seed";
import { pushCommit } from "../git/push-commit";
import { closePull } from "../git/pushed";
import { ApiError, notFound } from "../github/api-error";
import { emitCheckRun } from "../github/events/actions";
import { releaseHeld } from "../github/events/deliver";
import { mergePull } from "../github/merge-pull";
import { queueMerge } from "../github/merge-queue";
import { createPull, reopenPull } from "../github/pulls";
import { renameRepository } from "../github/rename-repository";
import { addCheck } from "../github/rest/checks";
import { reportDeployment } from "../github/rest/deployments";
import { addComment, addLabel } from "../github/rest/issues";
import { addStatus } from "../github/rest/statuses";
import { transferRepository } from "../github/transfer-repository";
import type { Scenarios } from "../seed/scenarios";
import { accountOf, findPullRequest, findRepository } from "../state/lookup";
import type { PullRequest } from "../state/pull-requests";
import type { Repository } from "../state/repositories";
import { addVercelToken } from "../vercel/seed";
import type { World } from "../world";
import {
  BuildkiteTokenInput,
  CheckActionClick,
  CircleTokenInput,
  CircleWebhookInput,
  Collaborator,
  Comment,
  DeliveryFaultInput,
  ExternalCheck,
  ExternalDeployment,
  ExternalStatus,
  OpenPull,
  PullAddress,
  PullLabel,
  PushCommit,
  RenameRepository,
  RepositoryPlan,
  RequestFaultInput,
  RunFaultInput,
  TransferRepository,
  VercelTokenInput,
} from "./schemas";

/** The strings behind the stage, under `/_lab`. No sign-in: the lab listens on the loopback interface only. */
export function controlRoutes(app: Hono, world: World, scenarios: Scenarios): void {
  const post = <Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    act: (input: z.output<Schema>) => Promise<object> | object,
  ) =>
    app.post(`/_lab/${path}`, async (c) => {
      const parsed = schema.safeParse(await c.req.json().catch(() => ({})));
      if (!parsed.success) return c.json({ message: z.prettifyError(parsed.error) }, 422);
      return answer(c, () => act(parsed.data));
    });

  post("webhook", z.object({ url: z.url().nullable() }), ({ url }) => {
    world.state.webhookUrl = url;
    world.save();
    return {};
  });

  post("commits", PushCommit, async (input) => ({
    sha: await pushCommit(world, repositoryNamed(input.repository), input),
  }));

  post("pulls", OpenPull, async (input) => {
    const pull = await createPull(world, repositoryNamed(input.repository), input);
    return { number: pull.number, headSha: pull.headSha };
  });
  post("pulls/close", PullAddress, async (input) => {
    await closePull(world, pullAt(input), input.by);
    return {};
  });
  post("pulls/reopen", PullAddress, async (input) => {
    await reopenPull(world, pullAt(input), input.by);
    return {};
  });
  post("pulls/merge", PullAddress, async (input) => {
    return { sha: await mergePull(world, pullAt(input), accountOf(world, input.by)) };
  });
  post("pulls/queue", PullAddress, async (input) => ({
    sha: await queueMerge(world, pullAt(input), input.by),
  }));
  post("comments", Comment, (input) => ({ id: addComment(world, pullAt(input), input.by, input.body).id }));

  post("check-actions", CheckActionClick, (input) => {
    const check = world.state.checkRuns.find((one) => one.id === input.checkRunId);
    if (!check?.actions.some((one) => one.identifier === input.identifier)) throw notFound();
    const requested_action = { identifier: input.identifier };
    emitCheckRun(world, check, "requested_action", input.by, { requested_action });
    return {};
  });

  post("statuses", ExternalStatus, async (input) => {
    const { repository, by, ...status } = input;
    return { id: (await addStatus(world, repositoryNamed(repository), { ...status, creator: by })).id };
  });

  post("deployments", ExternalDeployment, ({ repository, by, ...report }) => ({
    id: reportDeployment(world, repositoryNamed(repository), { ...report, creator: by }).id,
  }));

  post("checks", ExternalCheck, async ({ repository, sha, annotations, ...check }) => ({
    id: (
      await addCheck(world, repositoryNamed(repository), {
        ...check,
        headSha: sha,
        annotations: annotations.map(({ path, line, message }) => ({
          path,
          startLine: line,
          endLine: line,
          startColumn: null,
          endColumn: null,
          level: "failure",
          title: null,
          message,
          rawDetails: null,
        })),
      })
    ).id,
  }));

  post("repositories/rename", RenameRepository, async ({ repository, name, by }) => {
    await renameRepository(world, repositoryNamed(repository), name, by);
    return {};
  });
  post("repositories/transfer", TransferRepository, async ({ repository, owner, by }) => {
    await transferRepository(world, repositoryNamed(repository), owner, by);
    return {};
  });
  post("repositories/plan", RepositoryPlan, ({ repository, drafts }) => {
    repositoryNamed(repository).draftsMissing = !drafts;
    world.save();
    return {};
  });
  post("repositories/roles", Collaborator, ({ repository, login, role }) => {
    repositoryNamed(repository).collaborators[login] = role;
    world.save();
    return {};
  });
  post("pulls/label", PullLabel, async ({ label, by, ...address }) => {
    await addLabel(world, pullAt(address), label, by);
    return {};
  });

  circleControl();

  post("faults/delivery", DeliveryFaultInput, (fault) => {
    world.faults.delivery.push(fault);
    return {};
  });
  post("faults/request", RequestFaultInput, (fault) => {
    world.faults.request.push(fault);
    return {};
  });
  post("faults/run", RunFaultInput, ({ repository, ...fault }) => {
    world.faults.run.push({ ...fault, repositoryId: repositoryNamed(repository).id });
    return {};
  });
  app.delete("/_lab/faults", (c) => {
    Object.assign(world.faults, { delivery: [], request: [], run: [] });
    releaseHeld(world);
    return c.json({});
  });

  post("time", z.object({ offsetMs: z.number().int() }), ({ offsetMs }) => {
    world.state.timeOffsetMs = offsetMs;
    world.clock.setOffset(offsetMs);
    world.save();
    return { now: world.clock.iso() };
  });

  post("scenarios/open", z.object({ names: z.array(z.string()).optional() }), async ({ names }) => ({
    scenarios: await scenarios.open(names),
  }));
  app.get("/_lab/scenarios", (c) => c.json({ scenarios: world.state.scenarios }));

  app.get("/_lab/deliveries.json", (c) => c.json({ deliveries: world.state.deliveries }));

  // Deliveries may start CI and CI makes deliveries, so both have to be quiet at once.
  app.get("/_lab/idle", async (c) => {
    await world.deliveries.idle();
    await world.ci.idle();
    for (const provider of [world.circle, world.buildkite, world.vercel]) await provider.idle();
    await world.deliveries.idle();
    return c.json({});
  });

  function circleControl(): void {
    const { circleci } = world.state;
    post("circleci/tokens", CircleTokenInput, (input) => ({ token: addCircleToken(world, input).token }));
    post("buildkite/tokens", BuildkiteTokenInput, (input) => ({
      token: addBuildkiteToken(world, input).token,
    }));
    post("vercel/tokens", VercelTokenInput, ({ team, ...input }) => {
      const teamId = world.state.vercel.teams.find((one) => one.slug === team)?.id;
      if (teamId === undefined) throw new ApiError(404, `Vercel has no team ${team}.`);
      return { token: addVercelToken(world, { ...input, teams: [team] }).token, teamId };
    });
    post("circleci/tokens/revoke", z.object({ token: z.string() }), ({ token }) => {
      circleci.tokens = circleci.tokens.filter((one) => one.token !== token);
      world.save();
      return {};
    });
    post("circleci/webhooks", CircleWebhookInput, ({ repository, url, secret }) => {
      const { id } = repositoryNamed(repository);
      const project = circleci.projects.find((one) => one.repositoryId === id);
      if (!project) throw new ApiError(404, `CircleCI does not build ${repository}.`);
      project.webhooks.push({ id: randomUUID(), name: "Regreen", url, secret });
      world.save();
      return {};
    });
    post("circleci/approve", z.object({ jobId: z.string() }), ({ jobId }) => {
      const job = circleci.jobs.find((one) => one.id === jobId && one.status === "on_hold");
      if (!job) throw new ApiError(404, "There is no such open approval.");
      world.circle.approve(job);
      return {};
    });
    app.get("/_lab/circleci", (c) => c.json(circleci));
    app.get("/_lab/buildkite", (c) => c.json(world.state.buildkite));
    app.get("/_lab/vercel", (c) => c.json(world.state.vercel));
    app.get("/_lab/provider-requests", (c) => c.json({ requests: world.providerRequests }));
  }

  function repositoryNamed(fullName: string): Repository {
    const [owner = "", name = ""] = fullName.split("/");
    const repository = findRepository(world, owner, name);
    if (!repository) throw new ApiError(404, `There is no repository ${fullName}.`);
    return repository;
  }

  function pullAt(address: { repository: string; number: number }): PullRequest {
    const pull = findPullRequest(world, repositoryNamed(address.repository).id, address.number);
    if (!pull) throw new ApiError(404, `There is no pull request ${address.repository}#${address.number}.`);
    return pull;
  }
}

async function answer(c: Context, act: () => Promise<object> | object) {
  try {
    return c.json(await act());
  } catch (error) {
    if (error instanceof ApiError)
      return c.json({ message: error.message, errors: error.errors }, error.status);
    throw error;
  }
}
