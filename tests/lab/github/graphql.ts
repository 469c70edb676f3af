import { z } from "zod";
import { branchSha, readCommit, updateRef } from "../git/bare";
import { commitFiles, type FileChange } from "../git/commit-files";
import { afterPush } from "../git/pushed";
import { findRepository, repositoryById } from "../state/lookup";
import type { PullRequest } from "../state/pull-requests";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import { ApiError } from "./api-error";
import { accountOfActor, hasPermission, requireAccess } from "./auth/access";
import type { Actor } from "./auth/actor";
import { noReplyAddress } from "./no-reply-address";
import { idOfNode, nodeId } from "./node-id";
import { setDraft } from "./pulls";
import type { Api } from "./rest/request";
import { signingCommitter } from "./views/commit";
import { isProtected } from "./views/protection";
import { repositoryWeb } from "./views/urls";

const GraphQLRequest = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).default({}),
});

const DraftInput = z.object({ pullRequestId: z.string() });

const CommitInput = z.object({
  branch: z.union([
    z.object({ id: z.string() }),
    z.object({ repositoryNameWithOwner: z.string(), branchName: z.string() }),
  ]),
  message: z.object({ headline: z.string(), body: z.string().default("") }),
  expectedHeadOid: z.string(),
  fileChanges: z.object({
    additions: z.array(z.object({ path: z.string(), contents: z.base64() })).default([]),
    deletions: z.array(z.object({ path: z.string() })).default([]),
  }),
});

/** An error of GraphQL: comes with status 200, beside what data there is. */
class GraphQLError extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The four GraphQL operations that have no REST form. The operation is found by its field, its arguments come in the variable
 * `input` (or as `pullRequestId` etc.), and the answer holds the fields callers of these operations select.
 */
export function graphqlRoute(api: Api, world: World): void {
  api.post("/", async (c) => {
    const request = GraphQLRequest.safeParse(await c.req.json().catch(() => null));
    if (!request.success) return c.json({ message: "Problems parsing JSON" }, 400);
    const field =
      /\b(markPullRequestReadyForReview|convertPullRequestToDraft|createCommitOnBranch|viewer)\b/.exec(
        request.data.query,
      )?.[1];
    try {
      if (!field) throw new GraphQLError("undefinedField", "The lab's GraphQL knows no field of this query");
      const data = await resolve(world, c.get("actor"), field, request.data.variables);
      return c.json({ data: { [field]: data } });
    } catch (error) {
      if (error instanceof GraphQLError || error instanceof ApiError) {
        const type =
          error instanceof GraphQLError ? error.type : error.status === 404 ? "NOT_FOUND" : "FORBIDDEN";
        return c.json({
          data: { [field ?? "unknown"]: null },
          errors: [{ type, path: [field], message: error.message }],
        });
      }
      throw error;
    }
  });
}

async function resolve(world: World, actor: Actor, field: string, variables: Record<string, unknown>) {
  const input = variables.input ?? variables;
  switch (field) {
    case "viewer": {
      const account = accountOfActor(world, actor);
      return { login: account.login, id: nodeId("User", account.id), databaseId: account.id };
    }
    case "createCommitOnBranch":
      return createCommit(world, actor, parseInput(CommitInput, input));
    default: {
      const pull = pullOfNode(world, actor, parseInput(DraftInput, input).pullRequestId);
      const draft = field === "convertPullRequestToDraft";
      await setDraft(world, pull, draft, accountOfActor(world, actor).login);
      return {
        pullRequest: { id: nodeId("PullRequest", pull.id), number: pull.number, isDraft: pull.draft },
      };
    }
  }
}

function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new GraphQLError(
    "UNPROCESSABLE",
    `${issue?.path.join(".") ?? "input"}: ${issue?.message ?? "is not valid"}`,
  );
}

function pullOfNode(world: World, actor: Actor, node: string): PullRequest {
  const id = Number(idOfNode("PullRequest", node));
  const pull = world.state.pullRequests.find((one) => one.id === id);
  if (!pull)
    throw new GraphQLError("NOT_FOUND", `Could not resolve to a node with the global id of '${node}'`);
  requireAccess(world, actor, repositoryById(world, pull.repositoryId), "pull_requests", "write");
  return pull;
}

/** https://docs.github.com/graphql/reference/mutations#createcommitonbranch: GitHub signs, so the commit is verified. */
async function createCommit(world: World, actor: Actor, input: z.output<typeof CommitInput>) {
  const { repository, branch } = branchOf(world, input.branch);
  requireAccess(world, actor, repository, "contents", "write");
  refuseCommit(world, actor, repository, branch, input);
  const author = accountOfActor(world, actor);
  return world.locks.run(repository.id, async () => {
    const head = await branchSha(world, repository, branch);
    if (!head) throw new GraphQLError("NOT_FOUND", `Could not resolve to a branch named '${branch}'`);
    if (head !== input.expectedHeadOid)
      throw new GraphQLError(
        "STALE_DATA",
        `Expected branch to point to "${input.expectedHeadOid}" but it did not. Pull and try again.`,
      );
    const message = [input.message.headline, input.message.body].filter(Boolean).join("\n\n");
    const sha = await commitFiles(world, repository, {
      parent: head,
      message,
      author: { name: author.name, email: noReplyAddress(author) },
      committer: signingCommitter,
      date: world.clock.now(),
      changes: changesOf(input),
    });
    const ref = `refs/heads/${branch}`;
    await updateRef(world, repository, ref, sha, head);
    await afterPush(world, repository, [{ ref, before: head, after: sha }], author.login);
    const commit = await readCommit(world, repository, sha);
    const url = `${repositoryWeb(world, repository)}/commit/${sha}`;
    return {
      clientMutationId: null,
      commit: { oid: sha, url, committedDate: commit.committerDate },
      ref: { name: branch },
    };
  });
}

function changesOf(input: z.output<typeof CommitInput>): FileChange[] {
  const { additions, deletions } = input.fileChanges;
  return [
    ...deletions.map(({ path }) => ({ path, content: null })),
    ...additions.map(({ path, contents }) => ({ path, content: Buffer.from(contents, "base64") })),
  ];
}

function refuseCommit(
  world: World,
  actor: Actor,
  repository: Repository,
  branch: string,
  input: z.output<typeof CommitInput>,
): void {
  if (isProtected(repository, branch))
    throw new GraphQLError(
      "UNPROCESSABLE",
      "Repository rule violations found\n\nChanges must be made through a pull request.",
    );
  const workflow = changesOf(input).find((change) => change.path.startsWith(".github/workflows/"));
  if (
    workflow &&
    actor.kind === "installation" &&
    !hasPermission(world, actor, repository, "workflows", "write")
  )
    throw new GraphQLError(
      "FORBIDDEN",
      `refusing to allow a GitHub App to create or update workflow \`${workflow.path}\` without \`workflows\` permission`,
    );
}

function branchOf(world: World, given: z.output<typeof CommitInput>["branch"]) {
  if ("id" in given) {
    const [repositoryId = "", ref = ""] = (idOfNode("Ref", given.id) ?? "").split(":");
    const repository = world.state.repositories.find((one) => String(one.id) === repositoryId);
    if (!repository) throw new GraphQLError("NOT_FOUND", "Could not resolve to a branch");
    return { repository, branch: ref.replace(/^refs\/heads\//, "") };
  }
  const [owner = "", name = ""] = given.repositoryNameWithOwner.split("/");
  const repository = findRepository(world, owner, name);
  if (!repository) throw new GraphQLError("NOT_FOUND", "Could not resolve to a Repository");
  return { repository, branch: given.branchName.replace(/^refs\/heads\//, "") };
}
