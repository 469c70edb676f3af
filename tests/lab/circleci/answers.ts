import type { Context, Hono } from "hono";
import type { CircleToken } from "./model";

export interface CircleEnv {
  Variables: { token: CircleToken };
}
export type CircleApi = Hono<CircleEnv>;
export type CircleContext = Context<CircleEnv>;

/** API v3 has one form of errors, the older ones another. */
export function errorBody(c: Context, type: string, detail: string): object {
  if (!c.req.path.startsWith("/api/v3/")) return { message: detail };
  return { error: { id: crypto.randomUUID(), type, title: type.replaceAll("_", " "), detail } };
}

export function notFoundBody(c: Context): object {
  return errorBody(c, "not_found", "Not found");
}
