// Stands in for the Next.js server in tests of the launcher: one Inngest function, served on the port of the first argument,
// and what it found in its environment at /environment.
import { createServer } from "node:http";
import { Inngest } from "inngest";
import { serve } from "inngest/node";

const client = new Inngest({ id: "tiny" });
const answer = client.createFunction(
  { id: "answer", triggers: [{ event: "asked" }] },
  async () => "answered",
);
const handler = serve({ client, functions: [answer] });

createServer((request, response) => {
  if (request.url !== "/environment") return handler(request, response);
  response.end(JSON.stringify({ pid: process.pid, ...process.env }));
}).listen(Number(process.argv[2]));
