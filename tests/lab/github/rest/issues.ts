import { z } from "zod";
import { accountOf, findPullRequest, repositoryById, takeId } from "../../state/lookup";
import type { IssueComment, PullRequest } from "../../state/pull-requests";
import type { Repository } from "../../state/repositories";
import type { World } from "../../world";
import { notFound } from "../api-error";
import { accountOfActor } from "../auth/access";
import { emitInRepository } from "../events/emit";
import { emitPull } from "../events/pull-request";
import { commentView, issueView } from "../views/issue";
import { labelView } from "../views/pull-request";
import {
  type Api,
  type ApiContext,
  numberParam,
  page,
  pullOf,
  readBody,
  repositoryOf,
  textParam,
} from "./request";

/** GitHub's limit for one comment. */
const commentCharactersMax = 65_536;
const CommentBody = z.object({
  body: z.string().min(1).max(commentCharactersMax, "is too long (maximum is 65536 characters)"),
});
const Labels = z.union([
  z.object({ labels: z.array(z.union([z.string(), z.object({ name: z.string() })])) }),
  z.array(z.string()).transform((labels) => ({ labels })),
]);

/** The issue side of a pull request: comments and labels. */
export function issueRoutes(api: Api, world: World): void {
  const base = "/repos/:owner/:repo/issues";

  api.get(`${base}/:number`, (c) => {
    const repository = repositoryOf(world, c, "issues", "read");
    return c.json(issueView(world, pullOf(world, c, repository)));
  });

  api.get(`${base}/:number/comments`, (c) => {
    const repository = repositoryOf(world, c, "issues", "read");
    const number = pullOf(world, c, repository).number;
    const comments = world.state.issueComments.filter(
      (one) => one.repositoryId === repository.id && one.issueNumber === number,
    );
    return c.json(page(c, comments).map((one) => commentView(world, one)));
  });

  api.post(`${base}/:number/comments`, async (c) => {
    const repository = commentable(c);
    const pull = pullOf(world, c, repository);
    const { body } = await readBody(c, "IssueComment", CommentBody);
    const comment = addComment(world, pull, accountOfActor(world, c.get("actor")).login, body);
    return c.json(commentView(world, comment), 201);
  });

  api.get(`${base}/comments/:id`, (c) => {
    const repository = repositoryOf(world, c, "issues", "read");
    return c.json(commentView(world, commentOf(c, repository)));
  });

  api.patch(`${base}/comments/:id`, async (c) => {
    const repository = commentable(c);
    const comment = commentOf(c, repository);
    const { body } = await readBody(c, "IssueComment", CommentBody);
    const from = comment.body;
    Object.assign(comment, { body, updatedAt: world.clock.iso() });
    world.save();
    emitComment(world, comment, "edited", accountOfActor(world, c.get("actor")).login, {
      changes: { body: { from } },
    });
    return c.json(commentView(world, comment));
  });

  api.delete(`${base}/comments/:id`, (c) => {
    const repository = commentable(c);
    const comment = commentOf(c, repository);
    world.state.issueComments = world.state.issueComments.filter((one) => one.id !== comment.id);
    world.save();
    emitComment(world, comment, "deleted", accountOfActor(world, c.get("actor")).login);
    return c.body(null, 204);
  });

  api.get(`${base}/:number/labels`, (c) => {
    const repository = repositoryOf(world, c, "issues", "read");
    return c.json(pullOf(world, c, repository).labels.map((name) => labelView(world, repository, name)));
  });

  api.post(`${base}/:number/labels`, async (c) => {
    const repository = commentable(c);
    const pull = pullOf(world, c, repository);
    const body = await readBody(c, "Label", Labels);
    const sender = accountOfActor(world, c.get("actor")).login;
    for (const label of body.labels)
      await addLabel(world, pull, typeof label === "string" ? label : label.name, sender);
    return c.json(pull.labels.map((name) => labelView(world, repository, name)));
  });

  api.delete(`${base}/:number/labels/:name`, async (c) => {
    const repository = commentable(c);
    const pull = pullOf(world, c, repository);
    const name = textParam(c, "name");
    if (!pull.labels.includes(name)) throw notFound();
    pull.labels = pull.labels.filter((one) => one !== name);
    world.save();
    const label = labelView(world, repository, name);
    await emitPull(world, pull, "unlabeled", accountOfActor(world, c.get("actor")).login, { label });
    return c.json(pull.labels.map((one) => labelView(world, repository, one)));
  });

  /** On a pull request GitHub takes either of the two permissions for comments and labels. */
  function commentable(c: ApiContext): Repository {
    try {
      return repositoryOf(world, c, "issues", "write");
    } catch {
      return repositoryOf(world, c, "pull_requests", "write");
    }
  }

  function commentOf(c: ApiContext, repository: Repository): IssueComment {
    const id = numberParam(c, "id");
    const comment = world.state.issueComments.find(
      (one) => one.id === id && one.repositoryId === repository.id,
    );
    if (!comment) throw notFound();
    return comment;
  }
}

export async function addLabel(world: World, pull: PullRequest, name: string, sender: string): Promise<void> {
  if (pull.labels.includes(name)) return;
  const repository = repositoryById(world, pull.repositoryId);
  if (!repository.labels.some((one) => one.name === name))
    repository.labels.push({ id: takeId(world), name, color: "ededed" });
  pull.labels.push(name);
  pull.updatedAt = world.clock.iso();
  world.save();
  await emitPull(world, pull, "labeled", sender, { label: labelView(world, repository, name) });
}

export function addComment(world: World, pull: PullRequest, author: string, body: string): IssueComment {
  const now = world.clock.iso();
  const comment: IssueComment = {
    id: takeId(world),
    repositoryId: pull.repositoryId,
    issueNumber: pull.number,
    author,
    viaApp: accountOf(world, author).type === "Bot",
    body,
    createdAt: now,
    updatedAt: now,
  };
  world.state.issueComments.push(comment);
  world.save();
  emitComment(world, comment, "created", author);
  return comment;
}

function emitComment(
  world: World,
  comment: IssueComment,
  action: "created" | "edited" | "deleted",
  sender: string,
  extra: object = {},
): void {
  const pull = findPullRequest(world, comment.repositoryId, comment.issueNumber);
  if (!pull) return;
  emitInRepository(world, repositoryById(world, comment.repositoryId), {
    name: "issue_comment",
    action,
    sender,
    payload: { issue: issueView(world, pull), comment: commentView(world, comment), ...extra },
  });
}
