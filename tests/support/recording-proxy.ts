import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

export type RecordingProxy = Awaited<ReturnType<typeof startRecordingProxy>>;

/** A server under an address of its own that passes everything on to another, and remembers the paths that were asked. */
export async function startRecordingProxy() {
  const paths: string[] = [];
  let target = new URL("http://127.0.0.1:9");
  const server = createServer((incoming, outgoing) => {
    paths.push(new URL(incoming.url ?? "/", target).pathname);
    const passedOn = request(
      new URL(incoming.url ?? "/", target),
      { method: incoming.method, headers: { ...incoming.headers, host: target.host } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    passedOn.on("error", () => outgoing.destroy());
    incoming.pipe(passedOn);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paths,
    standBefore(url: string) {
      target = new URL(url);
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
