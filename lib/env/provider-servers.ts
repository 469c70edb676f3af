/** Where other providers are: their public addresses, or what the operator set. Never from a payload. */
export interface ProviderServers {
  /** circleci.com speaks API v3; a CircleCI Server v2 with v1.1. */
  circleCi: { url: string; appUrl: string; api: "v3" | "v2"; downloadOrigins: readonly string[] };
  buildkite: { url: string; downloadOrigins: readonly string[] };
  vercel: { url: string };
  sentry: { url: string };
}
