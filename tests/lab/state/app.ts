export type AccessLevel = "read" | "write";

export type Permissions = Record<string, AccessLevel>;

export interface RegisteredApp {
  id: number;
  slug: string;
  name: string;
  /** Login of the account that registered it; null for the lab's own. */
  owner: string | null;
  clientId: string;
  clientSecret: string;
  /** Null for an app without a hook. */
  webhookSecret: string | null;
  /** PKCS#8. */
  privateKeyPem: string;
  /** Where the OAuth page may send a browser back to; empty allows every loopback address. */
  callbackUrls: string[];
  /** Where people are sent after they installed it. */
  setupUrl: string | null;
  permissions: Permissions;
  events: string[];
}

export interface ManifestCode {
  code: string;
  appId: number;
  expiresAt: string;
}

export interface Installation {
  id: number;
  account: string;
  /** null: all repositories of the account. */
  repositoryIds: number[] | null;
  permissions: Permissions;
  events: string[];
  createdAt: string;
  suspendedAt: string | null;
}

export interface Delivery {
  id: number;
  guid: string;
  event: string;
  action: string | null;
  installationId: number | null;
  repositoryId: number | null;
  deliveredAt: string;
  redelivery: boolean;
  durationSeconds: number;
  /** What GitHub prints, such as "OK" or "Invalid HTTP Response: 502". */
  status: string;
  /** 0 when nobody answered. */
  statusCode: number;
}

export type Token =
  | {
      kind: "installation";
      hash: string;
      installationId: number;
      repositoryIds: number[] | null;
      permissions: Permissions;
      expiresAt: string;
    }
  | { kind: "user"; hash: string; login: string; expiresAt: string }
  | { kind: "refresh"; hash: string; login: string; expiresAt: string };

export interface OAuthCode {
  code: string;
  login: string;
  redirectUri: string;
  codeChallenge: string | null;
  expiresAt: string;
}
