import type { Lab } from "@/tests/lab/start-lab";

/** Goes through the lab's pages as a browser would: the manifest's form, then the button of its owner. */
export async function makeAppOnLab(
  lab: Pick<Lab, "githubUrl">,
  request: { owner: string; manifest: object; state?: string; name?: string },
): Promise<{ code: string; state: string | null } | { refusal: string }> {
  const manifest = JSON.stringify(request.manifest);
  const state = request.state ?? "some-state";
  const page = await post(
    `${lab.githubUrl}/organizations/${request.owner}/settings/apps/new?state=${state}`,
    {
      manifest,
    },
  );
  if (page.status !== 200) return { refusal: await page.text() };
  const name = request.name ?? "Regreen of acme";
  const made = await post(`${lab.githubUrl}/_lab/apps`, { manifest, state, name, owner: request.owner });
  const target = new URL(made.headers.get("location") ?? "");
  return { code: target.searchParams.get("code") ?? "", state: target.searchParams.get("state") };
}

/** Installs the lab's app on an account. */
export async function installOnLab(
  lab: Pick<Lab, "githubUrl">,
  slug: string,
  account: string,
): Promise<void> {
  await post(`${lab.githubUrl}/apps/${slug}/installations/new`, { account });
}

function post(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
}
