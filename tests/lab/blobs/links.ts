import { createHmac, timingSafeEqual } from "node:crypto";
import type { World } from "../world";

/** How long a download link of GitHub's lives. */
const linkLifeMs = 60_000;

/** A link to the second origin that carries its own permission, as links to GitHub's blob storage do. */
export function blobLink(world: World, path: string): string {
  const expires = world.clock.now().getTime() + linkLifeMs;
  return `${world.blobUrl}${path}?se=${expires}&sig=${signature(world, path, String(expires))}`;
}

export type LinkVerdict = "valid" | "expired" | "forged";

export function judgeLink(world: World, path: string, expires: string, given: string): LinkVerdict {
  const expected = Buffer.from(signature(world, path, expires));
  const actual = Buffer.from(given);
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return "forged";
  return Number(expires) > world.clock.now().getTime() ? "valid" : "expired";
}

function signature(world: World, path: string, expires: string): string {
  return createHmac("sha256", world.secret).update(`${path}\n${expires}`).digest("hex");
}
