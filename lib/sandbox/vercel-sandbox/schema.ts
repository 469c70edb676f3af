import { z } from "zod";

const Id = z.string().regex(/^[\w-]{1,128}$/);

/** Only what is used: https://vercel.com/docs/rest-api/sandboxes */
export const CreatedSandbox = z.object({
  sandbox: z.object({ name: Id }),
  session: z.object({ id: Id }),
});
export type CreatedSandbox = z.infer<typeof CreatedSandbox>;

/** A line of a command's stream: the command when it starts and when it has ended, and what it says in between. */
export const StreamLine = z.union([
  z.object({ command: z.object({ exitCode: z.int().min(0).max(255).nullable() }) }),
  z.object({ stream: z.enum(["stdout", "stderr"]), data: z.string() }),
  z.object({ stream: z.literal("error"), data: z.object({ code: z.string(), message: z.string() }) }),
]);
export type StreamLine = z.infer<typeof StreamLine>;
