import type { Context, Hono } from "hono";
import type { z } from "zod";
import type { AccessLevel } from "../../state/app";
import { findPullRequest, findRepository } from "../../state/lookup";
import type { PullRequest } from "../../state/pull-requests";
import type { Repository } from "../../state/repositories";
import type { World } from "../../world";
import { ApiError, notFound, validationFailed } from "../api-error";
import { requireAccess } from "../auth/access";
import type { Actor } from "../auth/actor";

export interface ApiEnv {
  Variables: { actor: Actor };
}
export type ApiContext = Context<ApiEnv>;
export type Api = Hono<ApiEnv>;

/** The repository that the path names, if the caller may use it this way. */
export function repositoryOf(
  world: World,
  c: ApiContext,
  permission: string,
  level: AccessLevel,
): Repository {
  const repository = findRepository(world, c.req.param("owner") ?? "", c.req.param("repo") ?? "");
  if (!repository) throw notFound();
  requireAccess(world, c.get("actor"), repository, permission, level);
  if (repository.archived && level === "write")
    throw new ApiError(403, "Repository was archived so is read-only.");
  return repository;
}

export function pullOf(world: World, c: ApiContext, repository: Repository): PullRequest {
  const pull = findPullRequest(world, repository.id, numberParam(c, "number"));
  if (!pull) throw notFound();
  return pull;
}

export function numberParam(c: ApiContext, name: string): number {
  const value = Number(c.req.param(name));
  if (!Number.isSafeInteger(value)) throw notFound();
  return value;
}

/** A path parameter as it was meant: branch names come with encoded slashes. */
export function textParam(c: ApiContext, name: string): string {
  return decodeURIComponent(c.req.param(name) ?? "");
}

/** Reads and checks a JSON body; what is wrong comes back as GitHub's 422. */
export async function readBody<Schema extends z.ZodType>(
  c: ApiContext,
  resource: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await c.req.text();
  const parsed = schema.safeParse(parseJson(text || "{}"));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw validationFailed(resource, issue?.path.join(".") ?? "", issue?.message ?? "is not valid");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, "Problems parsing JSON");
  }
}

const pageSizeMax = 100;

/** One page of a list; sets the Link header that clients follow. */
export function page<Item>(c: ApiContext, items: readonly Item[]): Item[] {
  const size = Math.min(Math.max(Number(c.req.query("per_page")) || 30, 1), pageSizeMax);
  const current = Math.max(Number(c.req.query("page")) || 1, 1);
  const last = Math.max(Math.ceil(items.length / size), 1);
  const link = (number: number, rel: string) => {
    const url = new URL(c.req.url);
    url.searchParams.set("page", String(number));
    return `<${url.href}>; rel="${rel}"`;
  };
  const links = [
    ...(current > 1 ? [link(current - 1, "prev"), link(1, "first")] : []),
    ...(current < last ? [link(current + 1, "next"), link(last, "last")] : []),
  ];
  if (links.length > 0) c.header("link", links.join(", "));
  return items.slice((current - 1) * size, current * size);
}
