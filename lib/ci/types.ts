/**
 * A repository as a CI provider needs to know it. `installationId` opens it on GitHub; other providers find their own
 * connection by the organization and the row's id.
 */
export interface CiRepository {
  id: string;
  organizationId: string;
  installationId: bigint;
  owner: string;
  name: string;
}

export interface CiStepFacts {
  name: string;
  number: number;
  status: string;
  conclusion: string | null;
  /** Shell text as the provider keeps it; absent where only the log has it. */
  command?: string | undefined;
}

/**
 * What the provider itself knows of a job and no log tells: that it never came to run, or that it is a deployment. Its own
 * words, never those of the repository or of a service.
 */
export interface CiExplanation {
  category: "configuration" | "infrastructure" | "deploy" | "timeout";
  /** Whole sentences for people, with what to do. */
  reason: string;
  /** No change to the code can help. */
  needsPerson: boolean;
}

export interface CiJobFacts {
  externalId: string;
  name: string;
  status: string;
  conclusion: string | null;
  url: string | null;
  startedAt: string | null;
  completedAt: string | null;
  steps: CiStepFacts[];
  explanation?: CiExplanation | undefined;
}

export interface CiRunFacts {
  provider: string;
  externalId: string;
  runAttempt: number;
  name: string;
  headSha: string;
  headBranch: string | null;
  event: string | null;
  status: string;
  conclusion: string | null;
  url: string | null;
  startedAt: string | null;
  completedAt: string | null;
}

export interface CiAnnotation {
  file: string;
  line: number | null;
  level: string;
  message: string;
}

/** An archive of files, or one file as it is. */
export interface CiFile {
  name: string;
  form: "zip" | "file";
  bytes: Uint8Array;
}

/** One test's result as the provider keeps it. Unknown parts are null. */
export interface CiTest {
  classname: string | null;
  name: string;
  file: string | null;
  status: "passed" | "failed" | "skipped";
  message: string | null;
}

/** Runs failed jobs again. Never part of what reads: an organization allows it apart, and the loop shows it. */
export interface CiRerun {
  /** With whose permission, for the loop's timeline. */
  allowedBy: string;
  /** Runs the failed jobs of a finished run again. False where the provider or a permission refuses. */
  failed(externalId: string): Promise<boolean>;
}

/** Result of reading something that may be gone or too large: a reason instead of a throw. */
export type Readable<T> = { found: true; value: T } | { found: false; reason: string };

/** A place where CI runs. Everything here reads, except what `rerun` answers, which is asked for by name. */
export interface CiProvider {
  readonly id: string;
  readonly title: string;
  /**
   * `checks`: others report here what they like, some of it never, so it is not waited for unless it was red before or is
   * required. Absent: this provider runs the commit's CI, and a commit is settled when all of its runs have ended.
   */
  readonly kind?: "checks";
  /** A run that ended may go on under the same number, as after an approval: what is read last is true. */
  readonly reopens?: true;
  /**
   * Whether a report on the code host with this link is the provider's own on what this run of the same commit tells better.
   * Absent where the provider reports nothing there.
   */
  ownsLink?(link: string, run: Pick<CiRunFacts, "url">): boolean;
  /** All runs of one commit, newest attempt each. None where the organization is not connected to this provider. */
  listRuns(repository: CiRepository, headSha: string): Promise<CiRunFacts[]>;
  getRun(repository: CiRepository, externalId: string): Promise<CiRunFacts | null>;
  listJobs(repository: CiRepository, externalId: string, runAttempt: number): Promise<CiJobFacts[]>;
  /** Raw log of one job as the provider serves it, cut at `bytesMax`. */
  readLog(repository: CiRepository, jobExternalId: string, bytesMax: number): Promise<Readable<Uint8Array>>;
  /** Results by test that the provider keeps itself; absent where it keeps none. */
  readTests?(repository: CiRepository, externalId: string, runAttempt: number): Promise<Readable<CiTest[]>>;
  /** What a run uploaded and may hold test reports. */
  readArchives(
    repository: CiRepository,
    externalId: string,
    runAttempt: number,
    bytesMax: number,
  ): Promise<Readable<CiFile[]>>;
  listAnnotations(repository: CiRepository, jobExternalId: string): Promise<CiAnnotation[]>;
  /**
   * Why nothing of a repository can be read any more of which something was heard before, as with a token that was revoked
   * since; null while it can be. Absent where that cannot happen apart from the code host.
   */
  unreadable?(repository: CiRepository): Promise<string | null>;
  /** What may run jobs again here, null where nobody allowed it. */
  rerun(repository: CiRepository): Promise<CiRerun | null>;
}
