/**
 * Runs inside as `node -e <this> <port> <program> <argument>…`: listens on the namespace's own loopback and asks the runtime's
 * proxy for a tunnel to the same port of ours, the one address that its settings allow. Programs that know nothing of
 * proxies reach the model so. A text, not a module, because the runtime shows none of our files.
 */
export const tunnelScript = `
const { request } = require("node:http");
const { createServer } = require("node:net");
const { spawn } = require("node:child_process");
const { constants } = require("node:os");
const [port, program, ...args] = process.argv.slice(1);
const proxy = new URL(process.env.HTTP_PROXY);
const credentials = decodeURIComponent(proxy.username) + ":" + decodeURIComponent(proxy.password);
const server = createServer({ allowHalfOpen: true }, (near) => {
  near.on("error", () => {});
  const asking = request({
    // It calls itself localhost, a name that needs a file which is not shown here.
    host: "127.0.0.1",
    port: proxy.port,
    method: "CONNECT",
    path: "127.0.0.1:" + port,
    headers: {
      host: "127.0.0.1:" + port,
      ...(proxy.username && { "proxy-authorization": "Basic " + Buffer.from(credentials).toString("base64") }),
    },
  });
  asking.on("error", () => near.destroy());
  asking.on("response", () => near.destroy());
  asking.on("connect", (answer, far, head) => {
    if (answer.statusCode !== 200) return near.destroy();
    if (head.length > 0) near.write(head);
    for (const [from, to] of [[near, far], [far, near]]) {
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => to.destroy());
    }
  });
  asking.end();
});
server.listen(Number(port), "127.0.0.1", () => {
  const child = spawn(program, args, { stdio: "inherit" });
  child.on("error", (error) => {
    console.error(error.message);
    process.exit(error.code === "ENOENT" ? 127 : 126);
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
});
`;
