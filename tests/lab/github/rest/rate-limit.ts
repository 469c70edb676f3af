import type { Context } from "hono";
import type { World } from "../../world";
import type { Api } from "./request";

const limitPerHour = 5_000;

export interface RateLimiter {
  /** Counts one request of this identity and answers what is left. */
  take(identity: string): Rate;
  peek(identity: string): Rate;
}

interface Rate {
  limit: number;
  remaining: number;
  used: number;
  reset: number;
}

/** Counts only: being refused is a fault that tests arm themselves. */
export function createRateLimiter(world: World): RateLimiter {
  const used = new Map<string, number>();
  const key = (identity: string) => `${identity}/${Math.floor(world.clock.now().getTime() / 3_600_000)}`;
  const rate = (identity: string): Rate => {
    const count = used.get(key(identity)) ?? 0;
    const reset = (Math.floor(world.clock.now().getTime() / 3_600_000) + 1) * 3_600;
    return { limit: limitPerHour, remaining: Math.max(limitPerHour - count, 0), used: count, reset };
  };
  return {
    peek: rate,
    take: (identity) => {
      used.set(key(identity), (used.get(key(identity)) ?? 0) + 1);
      return rate(identity);
    },
  };
}

export function setRateHeaders(c: Context, rate: Rate): void {
  c.header("x-ratelimit-limit", String(rate.limit));
  c.header("x-ratelimit-remaining", String(rate.remaining));
  c.header("x-ratelimit-used", String(rate.used));
  c.header("x-ratelimit-reset", String(rate.reset));
  c.header("x-ratelimit-resource", "core");
}

export function rateLimitRoute(api: Api, limiter: RateLimiter, identityOf: (c: Context) => string): void {
  api.get("/rate_limit", (c) => {
    const rate = limiter.peek(identityOf(c));
    return c.json({ resources: { core: rate, search: rate, graphql: rate }, rate });
  });
}
