import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** What a service may do wrong, by the step in which it does; the other steps go as they should. */
export interface Misdeed {
  create?: Answer;
  write?: Answer;
  run?: Answer;
  pack?: Answer;
  read?: Answer;
  remove?: Answer;
}

export const json =
  (value: unknown, status = 200): Answer =>
  (response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));

/** A command's stream with these lines, and then its end. */
export const stream =
  (...lines: readonly unknown[]): Answer =>
  (response) =>
    response.end(lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""));

export const ended = (exitCode: unknown) => ({ command: { id: "cmd_1", exitCode } });
export const bytes =
  (content: Uint8Array): Answer =>
  (response) =>
    response.end(content);

/** In place of Vercel somebody who wants in: it runs nothing, and answers what a test says. */
export async function startHostileVercel(misdeed: Misdeed) {
  const asked: string[] = [];
  let commands = 0;
  const usual: Required<Misdeed> = {
    create: json({ sandbox: { name: "sbx-1" }, session: { id: "sess_1" } }),
    write: json({}),
    run: stream(ended(0)),
    pack: stream(ended(0)),
    read: json({}, 404),
    remove: json({}),
  };

  function stepOf({ method, url = "" }: IncomingMessage): keyof Misdeed {
    if (method === "DELETE" || url.includes("/stop")) return "remove";
    if (url.includes("/fs/write")) return "write";
    if (url.includes("/fs/read")) return "read";
    if (!url.includes("/cmd")) return "create";
    commands += 1;
    return commands === 1 ? "run" : "pack";
  }

  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url?.split("?")[0]}`);
    response.on("error", () => {});
    request.resume().on("end", () => {
      const step = stepOf(request);
      (misdeed[step] ?? usual[step])(response, request);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
