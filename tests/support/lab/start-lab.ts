import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhooks } from "@octokit/webhooks";
import { App, Octokit } from "octokit";
import type { LabOptionsInput } from "@/tests/lab/options";
import { assertReadOnly } from "@/tests/lab/provider-requests";
import { type Lab, startLab } from "@/tests/lab/start-lab";

export const labScenarios = join(import.meta.dirname, "../../lab/scenarios");

export interface TestLab extends Lab {
  events: ReceivedEvents;
  /** The app as production would build it, but without waiting between writes. */
  app: App;
  installation(organization: string): Promise<Octokit>;
  /** An API client with the token that the OAuth page gives to this person. */
  signedIn(login: string): Promise<Octokit>;
  /** Stops the lab; what it kept stays for another start. */
  restart(): Promise<TestLab>;
  /** @throws Error where anything but reads reached a CI provider's side */
  remove(): Promise<void>;
}

/** A lab in this process with a receiver of its webhooks, gone again with `remove()`. */
export async function startTestLab(
  options: Partial<LabOptionsInput> & { rerunsAllowed?: boolean } = {},
): Promise<TestLab> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), "lab-")));
  const webhookSecret = "test-webhook-secret";
  const events = await receiveEvents(webhookSecret);
  const all = {
    scenariosFolder: labScenarios,
    webhookSecret,
    webhookUrl: events.url,
    ...options,
    dataFolder,
  };
  const lab = await startLab(all);
  const LabOctokit = Octokit.defaults({
    baseUrl: lab.githubApiUrl,
    throttle: { enabled: false },
    retry: { enabled: false },
  });
  const app = new App({ appId: lab.appId, privateKey: lab.appPrivateKey, Octokit: LabOctokit });
  const stop = async () => {
    const requests = await lab.control.providerRequests();
    await lab.close();
    await events.close();
    assertReadOnly(requests, options);
  };
  return {
    ...lab,
    events,
    app,
    installation: async (organization) => {
      const { data } = await app.octokit.rest.apps.getOrgInstallation({ org: organization });
      return app.getInstallationOctokit(data.id);
    },
    signedIn: async (login) => new LabOctokit({ auth: await signIn(lab, login) }),
    restart: async () => {
      await stop();
      return startTestLab({ ...options, dataFolder });
    },
    remove: async () => {
      await stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

export interface ReceivedEvent {
  name: string;
  action: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: a webhook's payload is whatever its event says; tests read what they know
  payload: any;
}

export interface ReceivedEvents {
  url: string;
  received: ReceivedEvent[];
  /** The first event that matches, now or later. */
  until(matches: (event: ReceivedEvent) => boolean): Promise<ReceivedEvent>;
  close(): Promise<void>;
}

/** Takes deliveries, believing only signed ones. */
async function receiveEvents(secret: string): Promise<ReceivedEvents> {
  const webhooks = new Webhooks({ secret });
  const received: ReceivedEvent[] = [];
  const waiting = new Set<() => void>();
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const valid = await webhooks.verify(body, String(request.headers["x-hub-signature-256"]));
    response.statusCode = valid ? 202 : 401;
    response.end();
    if (!valid) return;
    const payload = JSON.parse(body);
    received.push({
      name: String(request.headers["x-github-event"]),
      action: payload.action ?? null,
      payload,
    });
    for (const look of waiting) look();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    received,
    until: (matches) =>
      new Promise((resolve) => {
        const look = () => {
          const found = received.find(matches);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Goes the way of a browser: the sign-in page, one click, the code, the token. */
export async function signIn(lab: Lab, login: string): Promise<string> {
  const redirect_uri = "http://127.0.0.1/callback";
  const page = await fetch(`${lab.githubUrl}/login/oauth/authorize`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ client_id: lab.appClientId, redirect_uri, login, state: "s" }),
  });
  const code = new URL(page.headers.get("location") ?? "").searchParams.get("code") ?? "";
  const answer = await fetch(`${lab.githubUrl}/login/oauth/access_token`, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({
      client_id: lab.appClientId,
      client_secret: lab.appClientSecret,
      code,
      redirect_uri,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}
