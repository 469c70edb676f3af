import { App, Octokit } from "octokit";
import { afterEach, describe, expect, it } from "vitest";
import { appManifest } from "@/lib/domain/setup/manifest";
import { makeAppOnLab } from "@/tests/support/lab/make-app";
import { GitHubSchemas } from "@/tests/support/lab/schemas";
import { startTestLab, type TestLab } from "@/tests/support/lab/start-lab";

const schemas = new GitHubSchemas();
const publicUrl = "http://localhost:3000";
const manifest = appManifest({ name: "Regreen of acme", publicUrl, hookUrl: null });
const hookOperation = "/app/hook/config";
let lab: TestLab;

afterEach(() => lab.remove());

describe("the lab without an app", () => {
  it("makes one from the product's own manifest and gives its keys once, as GitHub describes them", async () => {
    lab = await emptyLab();
    const made = await makeAppOnLab(lab, { owner: "acme", manifest, state: "of-this-browser" });
    expect(made).toEqual({ code: expect.stringMatching(/^[0-9a-f]{40}$/), state: "of-this-browser" });
    const { status, body } = await redeem(codeOf(made));
    expect(status).toBe(201);
    expect(schemas.problemsOfAnswer("post /app-manifests/{code}/conversions", 201, body)).toEqual([]);
    expect(body).toMatchObject({ owner: { login: "acme" }, slug: "regreen-of-acme", webhook_secret: null });
    expect((await redeem(codeOf(made))).status).toBe(404);
  });

  it("takes a code no longer after an hour", async () => {
    lab = await emptyLab();
    const made = await makeAppOnLab(lab, { owner: "acme", manifest });
    await lab.control.setTimeOffset(61 * 60_000);
    expect((await redeem(codeOf(made))).status).toBe(404);
  });

  it.each([
    [
      "a hook without an address",
      { hook_attributes: { active: false } },
      /&quot;url&quot; wasn&#39;t supplied/,
    ],
    [
      "a hook that the Internet does not reach",
      { hook_attributes: { url: `${publicUrl}/x` } },
      /isn&#39;t reachable over the public Internet/,
    ],
    [
      "an event that comes by itself",
      { default_events: ["installation"] },
      /Default events unsupported: installation/,
    ],
    [
      "an event without its permission",
      { default_permissions: {} },
      /not supported by permissions: .*workflow_run/,
    ],
    ["a field that it does not know", { homepage: "x" }, /homepage|manifest/],
  ])("refuses %s, as GitHub does", async (_name, change, words) => {
    lab = await emptyLab();
    const made = await makeAppOnLab(lab, { owner: "acme", manifest: { ...manifest, ...change } });
    expect("refusal" in made ? made.refusal : "made").toMatch(words);
  });

  it("answers 404 for the hook of an app without one, and does not make one when it is changed", async () => {
    lab = await emptyLab();
    const octokit = await madeApp(manifest);
    await expect(octokit.request(`GET ${hookOperation}`)).rejects.toMatchObject({ status: 404 });
    const data = { url: lab.events.url, secret: "a new secret of some length" };
    await expect(octokit.request(`PATCH ${hookOperation}`, { data })).rejects.toMatchObject({ status: 404 });
  });

  it("pings a hook when it is made, in GitHub's form, and lets it be moved", async () => {
    lab = await emptyLab();
    const octokit = await madeApp({ ...manifest, hook_attributes: { url: lab.events.url } });
    await expect.poll(async () => (await octokit.request("GET /app/hook/deliveries")).data).toHaveLength(1);
    const { data: deliveries } = await octokit.request("GET /app/hook/deliveries");
    expect(schemas.problemsOfAnswer("get /app/hook/deliveries", 200, deliveries)).toEqual([]);
    const { data: delivery } = await octokit.request("GET /app/hook/deliveries/{delivery_id}", {
      delivery_id: Number(deliveries[0]?.id),
    });
    expect(schemas.problemsOfEvent("ping", null, delivery.request.payload)).toEqual([]);

    const url = `${lab.events.url}/elsewhere`;
    const { data } = await octokit.request(`PATCH ${hookOperation}`, {
      data: { url, secret: "a new secret of some length" },
    });
    expect(schemas.problemsOfAnswer(`patch ${hookOperation}`, 200, data)).toEqual([]);
    expect((await octokit.request(`GET ${hookOperation}`)).data).toMatchObject({ url, secret: "********" });
    const refused = octokit.request(`PATCH ${hookOperation}`, { data: { url: publicUrl } });
    await expect(refused).rejects.toMatchObject({ status: 422 });
  });
});

function emptyLab(): Promise<TestLab> {
  return startTestLab({ withoutApp: true, webhookUrl: null });
}

function codeOf(made: Awaited<ReturnType<typeof makeAppOnLab>>): string {
  if ("refusal" in made) throw new Error(made.refusal);
  return made.code;
}

async function redeem(code: string) {
  const answer = await fetch(`${lab.githubApiUrl}/app-manifests/${code}/conversions`, { method: "POST" });
  return { status: answer.status, body: await answer.json() };
}

async function madeApp(given: object): Promise<Octokit> {
  const { body } = await redeem(codeOf(await makeAppOnLab(lab, { owner: "acme", manifest: given })));
  const LabOctokit = Octokit.defaults({
    baseUrl: lab.githubApiUrl,
    throttle: { enabled: false },
    retry: { enabled: false },
  });
  return new App({ appId: body.id, privateKey: body.pem, Octokit: LabOctokit }).octokit;
}
