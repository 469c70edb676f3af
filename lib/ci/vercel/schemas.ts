import { z } from "zod";

// Only what is read here, of https://vercel.com/docs/rest-api/deployments. Unknown words stay readable.

export const Deployment = z.object({
  uid: z.string().optional(),
  id: z.string().optional(),
  name: z.string(),
  url: z.string().nullish(),
  inspectorUrl: z.string().nullish(),
  readyState: z.string().optional(),
  state: z.string().optional(),
  target: z.string().nullish(),
  created: z.number().optional(),
  createdAt: z.number().optional(),
  buildingAt: z.number().nullish(),
  ready: z.number().nullish(),
  errorCode: z.string().nullish(),
  errorMessage: z.string().nullish(),
  meta: z.record(z.string(), z.unknown()).nullish(),
});
export type Deployment = z.infer<typeof Deployment>;

export const Deployments = z.object({ deployments: z.array(Deployment) });

/** One line of a build log, or nothing at all. Older and newer answers put the text at different places. */
export const BuildEvents = z.array(
  z
    .object({
      type: z.string(),
      text: z.string().nullish(),
      payload: z.object({ text: z.string().nullish() }).nullish(),
    })
    .nullable(),
);
