import type { GrantedPermissions } from "./needed-permissions";

/** What is known of the setup now: from our own rows, and from GitHub's answers. */
export interface SetupFacts {
  /** Where GitHub's pages are. */
  githubUrl: string;
  /** Where our own hook listens. */
  ownHookUrl: string;
  /** Null before there is one. */
  app: { from: "environment" | "setup"; appId: number } | null;
  /** What GitHub says to the app's key. Null without an app. */
  key: KeyAnswer | null;
  /** Address that GitHub delivers to; null where the app has no hook. */
  hookUrl: string | null;
  /** As GitHub lists them, newest first. */
  deliveries: readonly ListedDelivery[];
  installations: readonly ListedInstallation[];
  /** Whether any delivery arrived here. */
  received: boolean;
  /** Full names, a few of them, and how many there are. */
  repositories: { names: readonly string[]; count: number };
}

export type KeyAnswer =
  | { kind: "accepted"; app: ListedApp }
  | { kind: "refused"; status: number }
  | { kind: "unreachable"; message: string }
  /** The stored key does not open. */
  | { kind: "unreadable"; message: string };

export interface ListedApp {
  slug: string;
  name: string;
  /** The app's public page. */
  url: string;
  /** GitHub's number of the account. */
  ownerId: number;
  ownerLogin: string;
  ownerKind: "Organization" | "User";
  permissions: GrantedPermissions;
  events: readonly string[];
}

export interface ListedDelivery {
  id: number;
  event: string;
  action: string | null;
  at: Date;
  /** 0 where nobody answered. */
  statusCode: number;
  status: string;
  redelivery: boolean;
}

export interface ListedInstallation {
  id: number;
  login: string;
  kind: "Organization" | "User";
  permissions: GrantedPermissions;
  suspended: boolean;
}
