import type { CiRepository } from "../types";

/** Where CircleCI is: circleci.com with API v3, or a CircleCI Server with v2. Set by the operator, never by a payload. */
export interface CircleCiServer {
  /** Without a slash at the end. */
  url: string;
  /** Pages for people, without a slash at the end. */
  appUrl: string;
  api: "v3" | "v2";
  /** Origins that logs and artifacts may be downloaded from, beside the server itself. */
  downloadOrigins: readonly string[];
}

/** A project that somebody chose to watch, and the repository that it builds. */
export interface WatchedProject {
  id: string;
  /** `gh/ORG/REPO` or `circleci/UUID/UUID`, as CircleCI gave it: never made from a repository's name. */
  slug: string;
  name: string;
  /** CircleCI's own id of the project's organization. */
  organizationId: string;
  repositoryId: string;
}

/** One connection as it may be used for one repository. */
export interface CircleCiAccess {
  connectionId: string;
  token: string;
  projects: readonly WatchedProject[];
}

/** How this provider comes to its tokens: handed in, never looked up. */
export interface CircleCiConnections {
  server: CircleCiServer;
  /** The connections of the repository's own organization that watch a project of it. */
  open(repository: CiRepository): Promise<CircleCiAccess[]>;
  /** Why connections that watch a project of the repository are not used, a sentence or two each. */
  refusals(repository: CiRepository): Promise<string[]>;
  /** CircleCI refused a connection's token: it is not to be tried again. */
  refused(repository: CiRepository, connectionId: string, reason: string): Promise<void>;
  /** The token for reruns, which an organization adds apart; null where it has not. */
  openRerun(repository: CiRepository): Promise<{ token: string; addedBy: string } | null>;
}
