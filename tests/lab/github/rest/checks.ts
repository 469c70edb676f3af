import { z } from "zod";
import { readCommit, resolveSha } from "../../git/bare";
import type { Annotation, CheckRun, CheckSuite } from "../../state/checks";
import { botLogin, suiteById, takeId } from "../../state/lookup";
import type { Repository } from "../../state/repositories";
import type { World } from "../../world";
import { ApiError, notFound, validationFailed } from "../api-error";
import { accountOfActor } from "../auth/access";
import { emitCheckRun } from "../events/actions";
import { appView } from "../views/app";
import { annotationView, checkRunView, suiteView } from "../views/check";
import { summaryOf } from "../views/commit";
import { type Api, type ApiContext, numberParam, page, readBody, repositoryOf, textParam } from "./request";

const outputCharactersMax = 65_535;
const annotationsPerRequestMax = 50;

const AnnotationInput = z
  .object({
    path: z.string(),
    start_line: z.number().int(),
    end_line: z.number().int(),
    start_column: z.number().int().nullish(),
    end_column: z.number().int().nullish(),
    annotation_level: z.enum(["notice", "warning", "failure"]),
    message: z.string(),
    title: z.string().nullish(),
    raw_details: z.string().nullish(),
  })
  .transform(
    (input): Annotation => ({
      path: input.path,
      startLine: input.start_line,
      endLine: input.end_line,
      startColumn: input.start_column ?? null,
      endColumn: input.end_column ?? null,
      level: input.annotation_level,
      title: input.title ?? null,
      message: input.message,
      rawDetails: input.raw_details ?? null,
    }),
  );

const CheckFields = {
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  status: z.enum(["queued", "in_progress", "completed"]).optional(),
  started_at: z.string().optional(),
  conclusion: z
    .enum(["success", "failure", "neutral", "cancelled", "skipped", "timed_out", "action_required", "stale"])
    .optional(),
  completed_at: z.string().optional(),
  output: z
    .object({
      title: z.string().optional(),
      summary: z.string().max(outputCharactersMax),
      text: z.string().max(outputCharactersMax).optional(),
      annotations: z.array(AnnotationInput).max(annotationsPerRequestMax).default([]),
    })
    .optional(),
  actions: z
    .array(
      z.object({
        label: z.string().max(20),
        description: z.string().max(40),
        identifier: z.string().max(20),
      }),
    )
    .max(3, "Only 3 actions are allowed")
    .optional(),
};
const CreateCheck = z.object({ name: z.string().min(1), head_sha: z.string(), ...CheckFields });
const UpdateCheck = z.object({ name: z.string().optional(), ...CheckFields });
type CheckInput = z.output<typeof UpdateCheck>;

/** Check runs of GitHub Actions and of the app. Only the app writes, and only its own. */
export function checkRoutes(api: Api, world: World): void {
  const base = "/repos/:owner/:repo";

  api.post(`${base}/check-runs`, async (c) => {
    const repository = repositoryOf(world, c, "checks", "write");
    requireApp(c);
    const body = await readBody(c, "CheckRun", CreateCheck);
    const suite = await suiteOfApp(world, repository, body.head_sha, "app");
    const check: CheckRun = {
      id: takeId(world),
      repositoryId: repository.id,
      suiteId: suite.id,
      app: "app",
      name: body.name,
      headSha: suite.headSha,
      status: "queued",
      conclusion: null,
      externalId: "",
      detailsUrl: null,
      title: null,
      summary: null,
      text: null,
      annotations: [],
      actions: [],
      startedAt: world.clock.iso(),
      completedAt: null,
    };
    world.state.checkRuns.push(check);
    apply(check, body);
    const sender = accountOfActor(world, c.get("actor")).login;
    emitCheckRun(world, check, "created", sender);
    if (check.status === "completed") emitCheckRun(world, check, "completed", sender);
    return c.json(checkRunView(world, check), 201);
  });

  api.patch(`${base}/check-runs/:id`, async (c) => {
    const repository = repositoryOf(world, c, "checks", "write");
    const check = checkOf(c, repository);
    requireApp(c);
    if (check.app !== "app")
      throw new ApiError(
        403,
        "Invalid app_id. The check run can only be modified by the GitHub App that created it.",
      );
    const wasCompleted = check.status === "completed";
    apply(check, await readBody(c, "CheckRun", UpdateCheck));
    if (!wasCompleted && check.status === "completed")
      emitCheckRun(world, check, "completed", accountOfActor(world, c.get("actor")).login);
    return c.json(checkRunView(world, check));
  });

  api.get(`${base}/check-runs/:id`, (c) => {
    const repository = repositoryOf(world, c, "checks", "read");
    return c.json(checkRunView(world, checkOf(c, repository)));
  });

  api.get(`${base}/check-runs/:id/annotations`, (c) => {
    const check = checkOf(c, repositoryOf(world, c, "checks", "read"));
    return c.json(page(c, check.annotations).map((one) => annotationView(world, check, one)));
  });

  api.post(`${base}/check-runs/:id/rerequest`, (c) => {
    const check = checkOf(c, repositoryOf(world, c, "checks", "write"));
    emitCheckRun(world, check, "rerequested", accountOfActor(world, c.get("actor")).login);
    return c.json({}, 201);
  });

  api.get(`${base}/commits/:ref/check-runs`, async (c) => {
    const repository = repositoryOf(world, c, "checks", "read");
    const sha = await resolveSha(world, repository, textParam(c, "ref"));
    const name = c.req.query("check_name");
    const status = c.req.query("status");
    const appId = c.req.query("app_id");
    const checks = world.state.checkRuns.filter(
      (check) =>
        check.repositoryId === repository.id &&
        check.headSha === sha &&
        (name === undefined || check.name === name) &&
        (status === undefined || check.status === status) &&
        (appId === undefined || Number(appId) === appView(world, check.app).id),
    );
    const shown = c.req.query("filter") === "all" ? checks : latestByName(checks);
    return c.json({
      total_count: shown.length,
      check_runs: page(c, shown).map((one) => checkRunView(world, one)),
    });
  });

  api.get(`${base}/commits/:ref/check-suites`, async (c) => {
    const repository = repositoryOf(world, c, "checks", "read");
    const sha = await resolveSha(world, repository, textParam(c, "ref"));
    const suites = world.state.checkSuites.filter(
      (one) => one.repositoryId === repository.id && one.headSha === sha,
    );
    return c.json({
      total_count: suites.length,
      check_suites: page(c, suites).map((one) => suiteView(world, one)),
    });
  });

  api.get(`${base}/check-suites/:id`, (c) => {
    const repository = repositoryOf(world, c, "checks", "read");
    const suite = world.state.checkSuites.find((one) => one.id === numberParam(c, "id"));
    if (suite?.repositoryId !== repository.id) throw notFound();
    return c.json(suiteView(world, suite));
  });

  api.get(`${base}/check-suites/:id/check-runs`, (c) => {
    const repository = repositoryOf(world, c, "checks", "read");
    const suiteId = numberParam(c, "id");
    const checks = world.state.checkRuns.filter(
      (one) => one.repositoryId === repository.id && one.suiteId === suiteId,
    );
    return c.json({
      total_count: checks.length,
      check_runs: page(c, checks).map((one) => checkRunView(world, one)),
    });
  });

  function checkOf(c: ApiContext, repository: Repository): CheckRun {
    const id = numberParam(c, "id");
    const check = world.state.checkRuns.find((one) => one.id === id && one.repositoryId === repository.id);
    if (!check) throw notFound();
    return check;
  }

  function apply(check: CheckRun, input: CheckInput): void {
    check.name = input.name ?? check.name;
    check.detailsUrl = input.details_url ?? check.detailsUrl;
    check.externalId = input.external_id ?? check.externalId;
    check.startedAt = input.started_at ?? check.startedAt;
    check.actions = input.actions ?? check.actions;
    check.status = input.conclusion ? "completed" : (input.status ?? check.status);
    if (check.status === "completed" && !input.conclusion && !check.conclusion)
      throw validationFailed("CheckRun", "conclusion", "is required when status is completed");
    if (check.status === "completed") {
      check.conclusion = input.conclusion ?? check.conclusion;
      check.completedAt = input.completed_at ?? check.completedAt ?? world.clock.iso();
    } else Object.assign(check, { conclusion: null, completedAt: null });
    if (input.output) {
      check.title = input.output.title ?? check.title;
      check.summary = input.output.summary;
      check.text = input.output.text ?? check.text;
      // Annotations are added, request by request.
      check.annotations.push(...input.output.annotations);
    }
    Object.assign(suiteById(world, check.suiteId), { status: check.status, conclusion: check.conclusion });
    world.save();
  }
}

function requireApp(c: ApiContext): void {
  if (c.get("actor").kind !== "installation")
    throw new ApiError(403, "You must authenticate via a GitHub App.");
}

/** Jobs that ran again have several check runs of one name; a reader usually wants the newest. */
function latestByName(checks: readonly CheckRun[]): CheckRun[] {
  const latest = new Map<string, CheckRun>();
  for (const check of checks) latest.set(`${check.suiteId}/${check.name}`, check);
  return [...latest.values()];
}

async function suiteOfApp(
  world: World,
  repository: Repository,
  sha: string,
  app: "app" | "other",
): Promise<CheckSuite> {
  if (!(await resolveSha(world, repository, sha)))
    throw validationFailed("CheckRun", "head_sha", `No commit found for SHA: ${sha}`);
  const known = world.state.checkSuites.find(
    (one) => one.repositoryId === repository.id && one.app === app && one.headSha === sha,
  );
  if (known) return known;
  const pull = world.state.pullRequests.find(
    (one) => one.repositoryId === repository.id && one.headSha === sha,
  );
  const now = world.clock.iso();
  const suite: CheckSuite = {
    id: takeId(world),
    repositoryId: repository.id,
    app,
    headBranch: pull?.headRef ?? repository.defaultBranch,
    headSha: sha,
    headCommit: summaryOf(await readCommit(world, repository, sha)),
    before: null,
    status: "queued",
    conclusion: null,
    createdAt: now,
    updatedAt: now,
  };
  world.state.checkSuites.push(suite);
  return suite;
}

/** Another service reports a check on a commit. Without a conclusion it is still at work. */
export async function addCheck(
  world: World,
  repository: Repository,
  given: Pick<CheckRun, "headSha" | "name" | "conclusion" | "title" | "summary" | "text" | "annotations">,
): Promise<CheckRun> {
  const suite = await suiteOfApp(world, repository, given.headSha, "other");
  const now = world.clock.iso();
  const status = given.conclusion === null ? "in_progress" : "completed";
  const check: CheckRun = {
    ...given,
    id: takeId(world),
    repositoryId: repository.id,
    suiteId: suite.id,
    app: "other",
    status,
    externalId: "",
    detailsUrl: "https://quality-gate.test/report",
    actions: [],
    startedAt: now,
    completedAt: status === "completed" ? now : null,
  };
  world.state.checkRuns.push(check);
  Object.assign(suite, { status, conclusion: given.conclusion });
  world.save();
  const sender = botLogin(world);
  emitCheckRun(world, check, "created", sender);
  if (status === "completed") emitCheckRun(world, check, "completed", sender);
  return check;
}
