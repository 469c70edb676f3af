import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** As `tests/e2e/5-integrations.spec.ts` pastes it. */
const token = "bkua_reads";

const answers: Readonly<Record<string, unknown>> = {
  "/v2/access-token": {
    uuid: "b63254c0-3271-4a98-8270-7cfbd6c2f14e",
    scopes: ["read_builds", "read_build_logs", "read_artifacts", "read_organizations", "write_builds"],
  },
  "/v2/organizations/acme": { name: "Acme builds" },
};

/** Buildkite's API with one organization and one token that reads it: https://buildkite.com/docs/apis/rest-api */
export async function startBuildkite(): Promise<{ url: string; stop(): void }> {
  const server = createServer((request, response) => {
    const allowed = request.headers.authorization === `Bearer ${token}`;
    const answer = answers[request.url ?? ""];
    const status = allowed ? (answer === undefined ? 404 : 200) : 401;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(status === 200 ? answer : { message: "Not found" }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
