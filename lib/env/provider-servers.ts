/** Where other providers are: their public addresses, or what the operator set. Never from a payload. */
export interface ProviderServers {
  buildkite: { url: string; downloadOrigins: readonly string[] };
  vercel: { url: string };
  sentry: { url: string };
}
