import type { BuildkiteState } from "../buildkite/model";
import type { CircleState } from "../circleci/model";
import type { ProviderRequest } from "../provider-requests";
import type { Delivery } from "../state/app";
import type { SeededScenario } from "../state/model";
import type { VercelState } from "../vercel/model";
import type {
  BuildkiteTokenInput,
  CheckActionClick,
  CircleTokenInput,
  CircleWebhookInput,
  Collaborator,
  Comment,
  DeliveryFaultInput,
  ExternalCheck,
  ExternalDeployment,
  ExternalStatus,
  OpenPull,
  PullAddress,
  PullLabel,
  PushCommit,
  RenameRepository,
  RepositoryPlan,
  RequestFaultInput,
  RunFaultInput,
  TransferRepository,
  VercelTokenInput,
} from "./schemas";

/** Pulls the strings of a running lab, from this process or another. */
export class LabControl {
  constructor(private readonly baseUrl: string) {}

  /** Where deliveries go from now on; null records and sends nothing. */
  setWebhook(url: string | null): Promise<void> {
    return this.post("webhook", { url });
  }

  /** Commits as a person and pushes; answers the new commit. */
  pushCommit(commit: PushCommit): Promise<{ sha: string }> {
    return this.post("commits", commit);
  }

  openPull(pull: OpenPull): Promise<{ number: number; headSha: string }> {
    return this.post("pulls", pull);
  }

  closePull(address: PullAddress): Promise<void> {
    return this.post("pulls/close", address);
  }

  reopenPull(address: PullAddress): Promise<void> {
    return this.post("pulls/reopen", address);
  }

  mergePull(address: PullAddress): Promise<{ sha: string }> {
    return this.post("pulls/merge", address);
  }

  /** Puts a pull request into its base's merge queue; answers the commit that the queue tests. */
  queueMerge(address: PullAddress): Promise<{ sha: string }> {
    return this.post("pulls/queue", address);
  }

  comment(comment: Comment): Promise<{ id: number }> {
    return this.post("comments", comment);
  }

  /** Clicks a button of one of the app's check runs. */
  clickCheckAction(click: CheckActionClick): Promise<void> {
    return this.post("check-actions", click);
  }

  /** Reports a commit status as another service would. */
  reportStatus(status: ExternalStatus): Promise<{ id: number }> {
    return this.post("statuses", status);
  }

  /** Reports a deployment as the service that deploys would. */
  reportDeployment(deployment: ExternalDeployment): Promise<{ id: number }> {
    return this.post("deployments", deployment);
  }

  /** Reports a check run as another app would. */
  reportCheck(check: ExternalCheck): Promise<{ id: number }> {
    return this.post("checks", check);
  }

  /** Gives a repository another name. Requests for the former one are redirected, as on GitHub. */
  renameRepository(rename: RenameRepository): Promise<void> {
    return this.post("repositories/rename", rename);
  }

  /** Gives a repository to another owner. */
  transferRepository(transfer: TransferRepository): Promise<void> {
    return this.post("repositories/transfer", transfer);
  }

  setPlan(plan: RepositoryPlan): Promise<void> {
    return this.post("repositories/plan", plan);
  }

  setRole(collaborator: Collaborator): Promise<void> {
    return this.post("repositories/roles", collaborator);
  }

  labelPull(label: PullLabel): Promise<void> {
    return this.post("pulls/label", label);
  }

  /** A CircleCI token of somebody's. */
  async circleToken(input: CircleTokenInput): Promise<string> {
    return (await this.post<{ token: string }>("circleci/tokens", input)).token;
  }

  /** A Buildkite token with these scopes, those for reading where none are named. */
  async buildkiteToken(input: BuildkiteTokenInput): Promise<string> {
    return (await this.post<{ token: string }>("buildkite/tokens", input)).token;
  }

  /** A Vercel token of somebody's, limited to one team, and the team's id. */
  vercelToken(input: VercelTokenInput): Promise<{ token: string; teamId: string }> {
    return this.post("vercel/tokens", input);
  }

  revokeCircleToken(token: string): Promise<void> {
    return this.post("circleci/tokens/revoke", { token });
  }

  addCircleWebhook(webhook: CircleWebhookInput): Promise<void> {
    return this.post("circleci/webhooks", webhook);
  }

  approveCircleJob(jobId: string): Promise<void> {
    return this.post("circleci/approve", { jobId });
  }

  /** Everything that the lab's CircleCI knows. */
  circle(): Promise<CircleState> {
    return this.request("GET", "circleci");
  }

  /** Everything that the lab's Buildkite knows. */
  buildkite(): Promise<BuildkiteState> {
    return this.request("GET", "buildkite");
  }

  /** Everything that the lab's Vercel knows. */
  vercel(): Promise<VercelState> {
    return this.request("GET", "vercel");
  }

  /** Every request that reached a CI provider's side of the lab. */
  async providerRequests(): Promise<ProviderRequest[]> {
    return (await this.request<{ requests: ProviderRequest[] }>("GET", "provider-requests")).requests;
  }

  breakDeliveries(fault: DeliveryFaultInput): Promise<void> {
    return this.post("faults/delivery", fault);
  }

  breakRequests(fault: RequestFaultInput): Promise<void> {
    return this.post("faults/request", fault);
  }

  /** Lets the next runs of a branch end like this before any job of theirs begins. */
  endRuns(fault: RunFaultInput): Promise<void> {
    return this.post("faults/run", fault);
  }

  async clearFaults(): Promise<void> {
    await this.request("DELETE", "faults");
  }

  /** Moves the lab's clock to that many milliseconds from the real time. */
  setTimeOffset(offsetMs: number): Promise<{ now: string }> {
    return this.post("time", { offsetMs });
  }

  /** Pushes the branches of scenarios and opens their pull requests; all that are not open yet when no names are given. */
  async openScenarios(names?: string[]): Promise<SeededScenario[]> {
    return (await this.post<{ scenarios: SeededScenario[] }>("scenarios/open", { names })).scenarios;
  }

  async scenarios(): Promise<SeededScenario[]> {
    return (await this.request<{ scenarios: SeededScenario[] }>("GET", "scenarios")).scenarios;
  }

  async deliveries(): Promise<Delivery[]> {
    return (await this.request<{ deliveries: Delivery[] }>("GET", "deliveries.json")).deliveries;
  }

  /** Resolves when no CI job runs or waits and every delivery has its answer. */
  async untilIdle(): Promise<void> {
    await this.request("GET", "idle");
  }

  private post<Result>(path: string, body: object): Promise<Result> {
    return this.request("POST", path, body);
  }

  private async request<Result>(method: string, path: string, body?: object): Promise<Result> {
    const response = await fetch(`${this.baseUrl}/_lab/${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { "content-type": "application/json" } } : {}),
    });
    if (!response.ok) throw new Error(`The lab refused ${method} ${path}: ${await response.text()}`);
    return (await response.json()) as Result;
  }
}
