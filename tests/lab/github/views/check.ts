import type { Annotation, CheckRun, CheckSuite } from "../../state/checks";
import { openPullsOfBranch, repositoryById, suiteById } from "../../state/lookup";
import type { World } from "../../world";
import { nodeId } from "../node-id";
import { appView } from "./app";
import { commitSummaryView } from "./commit";
import { minimalPullView } from "./pull-request";
import { minimalRepositoryView } from "./repository";
import { repositoryApi, repositoryWeb } from "./urls";

export function checkRunView(world: World, check: CheckRun) {
  const repository = repositoryById(world, check.repositoryId);
  const url = `${repositoryApi(world, repository)}/check-runs/${check.id}`;
  const html = `${repositoryWeb(world, repository)}/runs/${check.id}`;
  return {
    id: check.id,
    name: check.name,
    node_id: nodeId("CheckRun", check.id),
    head_sha: check.headSha,
    external_id: check.externalId,
    url,
    html_url: html,
    details_url: check.detailsUrl ?? html,
    status: check.status,
    conclusion: check.conclusion,
    started_at: check.startedAt,
    completed_at: check.completedAt,
    output: {
      title: check.title,
      summary: check.summary,
      text: check.text,
      annotations_count: check.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: check.suiteId },
    app: appView(world, check.app),
    pull_requests: pullsOfSuite(world, suiteById(world, check.suiteId)),
  };
}

/** The form webhooks carry, with more of the suite in it. */
export function checkRunEventView(world: World, check: CheckRun) {
  return {
    ...checkRunView(world, check),
    check_suite: plainSuiteView(world, suiteById(world, check.suiteId)),
  };
}

export function annotationView(world: World, check: CheckRun, annotation: Annotation) {
  const repository = repositoryById(world, check.repositoryId);
  return {
    path: annotation.path,
    blob_href: `${repositoryWeb(world, repository)}/blob/${check.headSha}/${annotation.path}`,
    start_line: annotation.startLine,
    end_line: annotation.endLine,
    start_column: annotation.startColumn,
    end_column: annotation.endColumn,
    annotation_level: annotation.level,
    title: annotation.title,
    message: annotation.message,
    raw_details: annotation.rawDetails,
  };
}

export function suiteView(world: World, suite: CheckSuite) {
  return {
    ...plainSuiteView(world, suite),
    latest_check_runs_count: world.state.checkRuns.filter((check) => check.suiteId === suite.id).length,
    check_runs_url: `${suiteUrl(world, suite)}/check-runs`,
    head_commit: commitSummaryView(suite.headCommit),
    repository: minimalRepositoryView(world, repositoryById(world, suite.repositoryId)),
  };
}

function suiteUrl(world: World, suite: CheckSuite): string {
  return `${repositoryApi(world, repositoryById(world, suite.repositoryId))}/check-suites/${suite.id}`;
}

function pullsOfSuite(world: World, suite: CheckSuite) {
  return openPullsOfBranch(world, suite.repositoryId, suite.headBranch)
    .filter((pull) => pull.repositoryId === suite.repositoryId && pull.headSha === suite.headSha)
    .map((pull) => minimalPullView(world, pull));
}

/** What every form of a suite has. */
function plainSuiteView(world: World, suite: CheckSuite) {
  return {
    id: suite.id,
    node_id: nodeId("CheckSuite", suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: suite.status,
    conclusion: suite.conclusion,
    url: suiteUrl(world, suite),
    before: suite.before,
    after: suite.headSha,
    pull_requests: pullsOfSuite(world, suite),
    app: appView(world, suite.app),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
  };
}
