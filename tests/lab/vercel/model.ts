/** What the lab's Vercel remembers, as plain JSON. Times are milliseconds, as in its API. */
export interface VercelState {
  teams: VercelTeam[];
  projects: VercelProject[];
  tokens: VercelToken[];
  deployments: VercelDeployment[];
}

export interface VercelTeam {
  id: string;
  /** Login on the code host. */
  slug: string;
  createdAt: number;
}

export interface VercelProject {
  id: string;
  teamId: string;
  repositoryId: number;
  name: string;
}

export interface VercelToken {
  id: string;
  token: string;
  login: string;
  /** Slugs of the teams that it sees. */
  teams: string[];
  createdAt: number;
  expiresAt: number | null;
}

export type ReadyState = "QUEUED" | "BUILDING" | "READY" | "ERROR" | "CANCELED";

export interface VercelDeployment {
  id: string;
  projectId: string;
  /** Part of its address that no other has. */
  hash: string;
  branch: string;
  sha: string;
  message: string;
  author: string;
  readyState: ReadyState;
  createdAt: number;
  buildingAt: number | null;
  /** Null where it never came to serve. */
  ready: number | null;
  error: { code: string; message: string } | null;
}

/** One line of a build's log, as kept on disk. */
export interface BuildLine {
  type: "stdout" | "stderr" | "command";
  created: number;
  text: string;
}

export function emptyVercelState(): VercelState {
  return { teams: [], projects: [], tokens: [], deployments: [] };
}
