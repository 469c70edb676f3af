import { expect, it } from "vitest";
import { startTestLab } from "@/tests/support/lab/start-lab";

async function afterSending(
  send: (circleUrl: string) => Promise<unknown>,
  options: { rerunsAllowed?: boolean } = {},
): Promise<void> {
  const lab = await startTestLab({ scenariosFolder: null, webhookUrl: null, ...options });
  await send(lab.circleUrl);
  await lab.remove();
}

const rerun = "/api/v3/workflows/00000000-0000-4000-8000-000000000000/rerun";
const post = { method: "POST", body: "{}" };

it("lets a world end in which CircleCI was read and searched", async () => {
  const ended = afterSending(async (url) => {
    await fetch(`${url}/api/v3/users?filter[user_id]=me`);
    await fetch(`${url}/api/v3/runs/search`, post);
  });
  await expect(ended).resolves.toBeUndefined();
});

it.each([
  ["POST", "/api/v2/project/gh/acme/shop/pipeline"],
  ["DELETE", "/api/v2/context/1"],
  ["PATCH", "/api/v3/projects/1"],
  ["POST", rerun],
])("fails a world in which CircleCI was sent %s %s, even where it refused it", async (method, path) => {
  await expect(afterSending((url) => fetch(`${url}${path}`, { method }))).rejects.toThrow(
    `circleci: ${method} ${path}`,
  );
});

it("lets a rerun pass only in a world where somebody may ask for it", async () => {
  await expect(
    afterSending((url) => fetch(`${url}${rerun}`, post), { rerunsAllowed: true }),
  ).resolves.toBeUndefined();
  const other = "/api/v2/workflow/1/cancel";
  await expect(afterSending((url) => fetch(`${url}${other}`, post), { rerunsAllowed: true })).rejects.toThrow(
    other,
  );
});
