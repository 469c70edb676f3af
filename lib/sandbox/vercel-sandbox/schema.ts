import { z } from "zod";

/** Only what is used: https://vercel.com/docs/rest-api/sandboxes */
export const CreatedSandbox = z.object({
  sandbox: z.object({ name: z.string() }),
  session: z.object({ id: z.string(), cwd: z.string() }),
});

/** A line of a command's stream: the command when it starts and when it has ended, and what it says in between. */
export const StreamLine = z.union([
  z.object({ command: z.object({ id: z.string(), exitCode: z.number().nullable() }) }),
  z.object({ stream: z.enum(["stdout", "stderr"]), data: z.string() }),
  z.object({ stream: z.literal("error"), data: z.object({ code: z.string(), message: z.string() }) }),
]);
export type StreamLine = z.infer<typeof StreamLine>;
