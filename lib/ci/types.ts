/** A repository as a CI provider needs to know it. `installationId` opens it on GitHub. */
export interface CiRepository {
  installationId: bigint;
  owner: string;
  name: string;
}

export interface CiStepFacts {
  name: string;
  number: number;
  status: string;
  conclusion: string | null;
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

export interface CiFile {
  name: string;
  bytes: Uint8Array;
}

/** Result of reading something that may be gone or too large: a reason instead of a throw. */
export type Readable<T> = { found: true; value: T } | { found: false; reason: string };

/** A place where CI runs. Everything here reads, except the rerun, which is optional and asked for by name. */
export interface CiProvider {
  readonly id: string;
  readonly title: string;
  /** All runs of one commit, newest attempt each. */
  listRuns(repository: CiRepository, headSha: string): Promise<CiRunFacts[]>;
  getRun(repository: CiRepository, externalId: string): Promise<CiRunFacts | null>;
  listJobs(repository: CiRepository, externalId: string, runAttempt: number): Promise<CiJobFacts[]>;
  /** Raw log of one job as the provider serves it, cut at `bytesMax`. */
  readLog(repository: CiRepository, jobExternalId: string, bytesMax: number): Promise<Readable<Uint8Array>>;
  /** Archives that a run uploaded and that may hold test reports. */
  readArchives(
    repository: CiRepository,
    externalId: string,
    runAttempt: number,
    bytesMax: number,
  ): Promise<Readable<CiFile[]>>;
  listAnnotations(repository: CiRepository, jobExternalId: string): Promise<CiAnnotation[]>;
  /** Runs the failed jobs of a finished run again. Answers false where the provider or a permission refuses. */
  rerunFailed?(repository: CiRepository, externalId: string): Promise<boolean>;
}
