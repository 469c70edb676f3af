/**
 * Runs inside the sandbox as `node -e <this> <port> <socket> <program> <argument>…`: listens on the namespace's own loopback,
 * passes each connection to the mounted socket, and ends as its command ends. A text, not a module, because the
 * sandbox sees none of our files. A command that kills it only loses its way to the model.
 */
export const relayScript = `
const { connect, createServer } = require("node:net");
const { spawn } = require("node:child_process");
const { constants } = require("node:os");
const [port, path, program, ...args] = process.argv.slice(1);
const server = createServer({ allowHalfOpen: true }, (near) => {
  const far = connect({ path, allowHalfOpen: true });
  for (const [from, to] of [[near, far], [far, near]]) {
    from.pipe(to);
    from.on("error", () => to.destroy());
    from.on("close", () => to.destroy());
  }
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
