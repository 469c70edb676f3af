import type { LabProvider } from "@/tests/lab/provider-requests";
import type { TestLab } from "./start-lab";

/** One answer of a CI provider's side of the lab, by the route that gave it. */
export interface ProviderAnswer {
  /** `GET /v2/access-token`, as Hono writes it. */
  route: string;
  status: number;
  /** Of JSON and JSON lines; the text of everything else. */
  body: unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: a walk takes from each answer what the next question needs
type Body = any;
type Ask = (path: string, init?: { method?: string; body?: unknown; accept?: string }) => Promise<Body>;

/** Reads everything that the CI providers' sides of the lab answer to, each route at least once, and runs failed jobs again. */
export async function walkProviders(lab: TestLab): Promise<Record<LabProvider, ProviderAnswer[]>> {
  await lab.control.openScenarios([
    "invoices/late-fee",
    "inventory/reorder",
    "catalog/price-range",
    "handbook/contents",
  ]);
  await lab.control.untilIdle();
  const answers: Record<LabProvider, ProviderAnswer[]> = { circleci: [], buildkite: [], vercel: [] };

  function asker(provider: LabProvider, url: string, token: string): Ask {
    return async (path, { method = "GET", body, accept = "application/json" } = {}) => {
      const response = await fetch(`${url}${path}`, {
        method,
        redirect: "manual",
        headers: { authorization: `Bearer ${token}`, accept },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer = await bodyOf(response);
      const route = routeOf(lab, provider, method, path);
      answers[provider].push({ route, status: response.status, body: answer });
      return answer;
    };
  }

  const token = await lab.control.circleToken({
    login: "ada",
    level: "write",
    organizations: ["acme", "globex"],
  });
  await walkCircleCi(asker("circleci", lab.circleUrl, token), lab);
  const buildkite = await lab.control.buildkiteToken({ organization: "globex" });
  await walkBuildkite(asker("buildkite", lab.buildkiteUrl, buildkite));
  const vercel = await lab.control.vercelToken({ login: "ada", team: "acme" });
  await walkVercel(asker("vercel", lab.vercelUrl, vercel.token), vercel.teamId);
  return answers;
}

async function walkCircleCi(ask: Ask, lab: TestLab): Promise<void> {
  const { projects } = await lab.control.circle();
  await ask("/api/v3/users?filter[user_id]=me");
  await ask("/api/v2/me");
  await ask("/api/v2/me/collaborations");
  await ask("/api/v1.1/projects");
  for (const project of projects) {
    const search = {
      scope: { project_ids: [project.id], from: "2020-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z" },
      filter: "",
      page: { cursor: "", limit: 20 },
    };
    const { data: runs } = await ask("/api/v3/runs/search", { method: "POST", body: search });
    await ask(`/api/v3/runs/${runs[0].id}`);
    const { data: workflows } = await ask(`/api/v3/workflows?filter[run_id]=${runs[0].id}`);
    const { data: jobs } = await ask(`/api/v3/jobs?filter[workflow_id]=${workflows[0].id}`);
    const job = `/api/v3/jobs/${jobs[0].id}`;
    await ask(job);
    await ask(`${job}/stdout?filter[execution]=0&filter[step_num]=1`, { accept: "text/plain" });
    await ask(`${job}/tests`);
    await ask(`${job}/artifacts`);

    const old = `/api/v2/project/${project.slug}`;
    const { organization_slug } = await ask(old);
    await ask(`/api/v2/pipeline?org-slug=${encodeURIComponent(organization_slug)}`);
    const { items: pipelines } = await ask(`${old}/pipeline`);
    const { items: oldWorkflows } = await ask(`/api/v2/pipeline/${pipelines[0].id}/workflow`);
    await ask(`/api/v2/workflow/${oldWorkflows[0].id}`);
    const { items: oldJobs } = await ask(`/api/v2/workflow/${oldWorkflows[0].id}/job`);
    const { job_number: number } = oldJobs[0];
    await ask(`${old}/${number}/tests`);
    const { items: artifacts } = await ask(`${old}/${number}/artifacts`);
    for (const { url } of artifacts) await ask(new URL(url).pathname);
    await ask(`/api/v1.1/project/${project.slug}/${number}`);
    await ask(`/api/v3/workflows/${workflows[0].id}/rerun`, {
      method: "POST",
      body: { is_from_failed: true },
    });
    await lab.control.untilIdle();
    await ask(`/api/v2/workflow/${workflows[0].id}/rerun`, { method: "POST", body: { from_failed: true } });
    await lab.control.untilIdle();
  }
}

async function walkBuildkite(ask: Ask): Promise<void> {
  await ask("/v2/access-token");
  await ask("/v2/organizations/globex");
  const [{ number, pipeline, jobs }] = await ask("/v2/organizations/globex/builds");
  const build = `/v2/organizations/globex/pipelines/${pipeline.slug}/builds/${number}`;
  await ask(build);
  const log = `${build}/jobs/${jobs[0].id}/log`;
  await ask(log);
  await ask(log, { accept: "text/plain" });
  await ask(`${log}.txt`);
  const [artifact] = await ask(`${build}/artifacts`);
  await ask(new URL(artifact.download_url).pathname);
  await ask(`/globex/${pipeline.slug}/builds/${number}`);
}

async function walkVercel(ask: Ask, teamId: string): Promise<void> {
  await ask("/v2/user");
  await ask("/v5/user/tokens/current");
  await ask(`/v2/teams/${teamId}`);
  const { deployments } = await ask(`/v7/deployments?teamId=${teamId}`);
  await ask(`/v13/deployments/${deployments[0].uid}?teamId=${teamId}`);
  await ask(`/v3/deployments/${deployments[0].uid}/events?builds=1&limit=-1&teamId=${teamId}`);
}

async function bodyOf(response: Response): Promise<Body> {
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("application/json")) return JSON.parse(text);
  if (type.startsWith("application/x-ndjson"))
    return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
  return text;
}

/** The first of the lab's routes that fits a path. */
function routeOf(lab: TestLab, provider: LabProvider, method: string, path: string): string {
  const [pathname = ""] = path.split("?");
  const route = lab.routes[provider].find(
    (one) => one.method === method && expressionOf(one.path).test(pathname),
  );
  return `${method} ${route?.path ?? pathname}`;
}

function expressionOf(path: string): RegExp {
  const parts = path.split(/(:\w+(?:\{[^}]*\})?)/).map((part) => {
    if (!part.startsWith(":")) return part.replaceAll(/[.*]/g, "\\$&");
    return `(?:${/\{(.*)\}$/.exec(part)?.[1] ?? "[^/]+"})`;
  });
  return new RegExp(`^${parts.join("")}$`);
}
