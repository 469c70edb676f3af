/** An app that GitHub has just made for us, with the keys that it shows this once. */
export interface NewGitHubApp {
  appId: number;
  slug: string;
  name: string;
  ownerLogin: string;
  /** Organization or User. */
  ownerKind: string;
  clientId: string;
  clientSecret: string;
  webhookSecret: string;
  /** PEM. */
  privateKey: string;
}
