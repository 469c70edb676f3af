import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestLab, type TestLab } from "@/tests/support/lab/start-lab";

let lab: TestLab;
let pullNumber = 0;

beforeAll(async () => {
  lab = await startTestLab();
  const [scenario] = await lab.control.openScenarios(["backup-scripts/retain-help"]);
  pullNumber = scenario?.pullRequest ?? 0;
  await lab.control.comment({
    repository: "globex/backup-scripts",
    number: pullNumber,
    by: "mia",
    body: "<script>alert(1)</script>",
  });
  await lab.control.untilIdle();
});
afterAll(() => lab.remove());

async function read(path: string): Promise<string> {
  const response = await fetch(new URL(path, lab.githubUrl));
  expect(response.status, path).toBe(200);
  return response.text();
}

function linkIn(page: string, pattern: RegExp): string {
  return pattern.exec(page)?.[1] ?? "";
}

describe("the lab's pages", () => {
  it("lead from the repositories to the failing line of a log by links alone", async () => {
    const repositories = await read("/");
    const repository = await read(linkIn(repositories, /href="(\/globex\/backup-scripts)"/));
    const pull = await read(linkIn(repository, /href="([^"]+\/pull\/\d+)"/));
    const job = await read(linkIn(pull, /href="([^"]+\/job\/\d+)"/));
    expect(pull).toContain("Say how to call retain");
    expect(pull).toContain(
      '<span class="added">+  echo &quot;usage: ls backups | retain KEEP&quot; &gt;&amp;2</span>',
    );
    expect(job).toContain("not ok 3 - snapshot is complete in time");
    const deliveries = await read("/_lab/deliveries");
    expect(await read(linkIn(deliveries, /href="(\/_lab\/deliveries\/\d+)"/))).toContain(
      "x-hub-signature-256",
    );
  });

  it("never run what somebody wrote", async () => {
    const pull = await read(`/globex/backup-scripts/pull/${pullNumber}`);
    expect(pull).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(pull).not.toContain("<script>");
  });

  it("offer every person of this world on the sign-in page, and refuse an unknown app", async () => {
    const query = new URLSearchParams({
      client_id: lab.appClientId,
      redirect_uri: "http://localhost:3000/back",
    });
    const page = await read(`/login/oauth/authorize?${query}`);
    for (const login of ["ada", "mia", "will", "rea", "oscar"]) expect(page).toContain(`value="${login}"`);
    query.set("client_id", "other");
    expect((await fetch(`${lab.githubUrl}/login/oauth/authorize?${query}`)).status).toBe(400);
    query.set("client_id", lab.appClientId);
    query.set("redirect_uri", "http://elsewhere.test/");
    expect((await fetch(`${lab.githubUrl}/login/oauth/authorize?${query}`)).status).toBe(400);
  });
});
