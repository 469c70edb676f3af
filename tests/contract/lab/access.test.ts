import { generateKeyPairSync } from "node:crypto";
import { App, Octokit } from "octokit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cloneWithToken } from "@/tests/support/lab/git-client";
import { signIn, startTestLab, type TestLab } from "@/tests/support/lab/start-lab";

let lab: TestLab;
const repo = { owner: "acme", repo: "storefront" };
const hourMs = 3_600_000;

beforeAll(async () => {
  lab = await startTestLab({ webhookUrl: null });
});
afterAll(() => lab.remove());

async function tokenFor(request: object = {}): Promise<string> {
  const { data: installation } = await lab.app.octokit.rest.apps.getOrgInstallation({ org: "acme" });
  const { data } = await lab.app.octokit.rest.apps.createInstallationAccessToken({
    installation_id: installation.id,
    ...request,
  });
  return data.token;
}

function get(path: string, token: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${lab.githubApiUrl}${path}`, {
    ...init,
    headers: { authorization: `token ${token}`, ...init.headers },
  });
}

describe("tokens", () => {
  it("are refused to an app that signs with another key", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const stranger = new App({
      appId: lab.appId,
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      Octokit: Octokit.defaults({ baseUrl: lab.githubApiUrl }),
    });
    await expect(stranger.octokit.rest.apps.getAuthenticated()).rejects.toMatchObject({ status: 401 });
  });

  it("of an installation have the long form and end after an hour", async () => {
    const token = await tokenFor();
    expect(token).toMatch(/^ghs_\d+_[\w-]+\.[\w-]+\.[\w-]+$/);
    expect((await get("/repos/acme/storefront", token)).status).toBe(200);
    await lab.control.setTimeOffset(hourMs + 1_000);
    expect((await get("/repos/acme/storefront", token)).status).toBe(401);
    await lab.control.setTimeOffset(0);
  });

  it("reach only the repositories and permissions they were asked for", async () => {
    const token = await tokenFor({ repositories: ["storefront"], permissions: { contents: "read" } });
    expect((await get("/repos/acme/storefront/branches", token)).status).toBe(200);
    const pulls = await get("/repos/acme/storefront/pulls", token);
    expect([pulls.status, ((await pulls.json()) as { message: string }).message]).toEqual([
      403,
      "Resource not accessible by integration",
    ]);
    expect((await get("/repos/globex/shipping", token)).status).toBe(404);
  });

  it("of a person show what that person may do, and nothing to an outsider", async () => {
    const ask = async (login: string) => {
      const { data } = await (await lab.signedIn("ada")).rest.repos.getCollaboratorPermissionLevel({
        ...repo,
        username: login,
      });
      return data.role_name;
    };
    expect([
      await ask("ada"),
      await ask("mia"),
      await ask("will"),
      await ask("rea"),
      await ask("oscar"),
    ]).toEqual(["admin", "maintain", "write", "read", "none"]);
    const outsider = await lab.signedIn("oscar");
    expect((await outsider.rest.apps.listInstallationsForAuthenticatedUser()).data.total_count).toBe(0);
    await expect(outsider.rest.repos.get(repo)).rejects.toMatchObject({ status: 404 });
    const reader = await lab.signedIn("rea");
    expect((await reader.rest.apps.listInstallationsForAuthenticatedUser()).data.total_count).toBe(1);
  });

  it("come from a code that works once", async () => {
    expect(await signIn(lab, "mia")).toMatch(/^ghu_/);
    const answer = await fetch(`${lab.githubUrl}/login/oauth/access_token`, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams({
        client_id: lab.appClientId,
        client_secret: lab.appClientSecret,
        code: "used",
      }),
    });
    expect(await answer.json()).toMatchObject({ error: "bad_verification_code" });
  });
});

describe("a push", () => {
  it("to a protected branch is refused in GitHub's words", async () => {
    const clone = await cloneWithToken(lab.githubUrl, "acme/storefront", await tokenFor());
    await clone.commit("Sneak in", { "README.md": "changed\n" });
    const { refused, output } = await clone.push("origin", "HEAD:main");
    expect(refused).toBe(true);
    expect(output).toContain("GH006: Protected branch update failed for refs/heads/main");
    expect(output).toContain("Changes must be made through a pull request");
  });

  it("that changes a workflow is refused without the workflows permission", async () => {
    const clone = await cloneWithToken(lab.githubUrl, "acme/storefront", await tokenFor());
    await clone.commit("Skip CI", { ".github/workflows/ci.yml": "on: push\njobs: {}\n" });
    const { refused, output } = await clone.push("origin", "HEAD:refs/heads/edit-ci");
    expect(refused).toBe(true);
    expect(output).toContain(
      "refusing to allow a GitHub App to create or update workflow `.github/workflows/ci.yml`",
    );
  });

  it("with a token that may only read is refused, and so is any without a token", async () => {
    const clone = await cloneWithToken(
      lab.githubUrl,
      "acme/storefront",
      await tokenFor({ permissions: { contents: "read" } }),
    );
    await clone.commit("Write", { "README.md": "changed\n" });
    expect(await clone.push("origin", "HEAD:refs/heads/written")).toMatchObject({ refused: true });
    const anonymous = await fetch(`${lab.githubUrl}/acme/storefront.git/info/refs?service=git-upload-pack`);
    expect(anonymous.status).toBe(401);
  });

  it("to refs of pull requests is refused", async () => {
    const clone = await cloneWithToken(lab.githubUrl, "acme/storefront", await tokenFor());
    await clone.commit("Pretend", { "README.md": "changed\n" });
    expect(await clone.push("origin", "HEAD:refs/pull/1/head")).toMatchObject({ refused: true });
  });
});

describe("a branch moved through the API", () => {
  it("goes forward only, unless forced, and never when protected", async () => {
    const octokit = await lab.installation("acme");
    const { data: main } = await octokit.rest.git.getRef({ ...repo, ref: "heads/main" });
    await octokit.rest.git.createRef({ ...repo, ref: "refs/heads/ci-repair/7", sha: main.object.sha });
    await expect(
      octokit.rest.git.createRef({ ...repo, ref: "refs/heads/ci-repair/7", sha: main.object.sha }),
    ).rejects.toMatchObject({ status: 422 });
    const { sha } = await lab.control.pushCommit({
      repository: "acme/storefront",
      branch: "ci-repair/7",
      message: "Ahead",
      author: "will",
      files: { "a.txt": "a\n" },
    });
    await expect(
      octokit.rest.git.updateRef({ ...repo, ref: "heads/ci-repair/7", sha: main.object.sha }),
    ).rejects.toThrow("Update is not a fast forward");
    await expect(octokit.rest.git.updateRef({ ...repo, ref: "heads/main", sha })).rejects.toMatchObject({
      status: 422,
    });
    await octokit.rest.git.deleteRef({ ...repo, ref: "heads/ci-repair/7" });
    await expect(octokit.rest.git.getRef({ ...repo, ref: "heads/ci-repair/7" })).rejects.toMatchObject({
      status: 404,
    });
  });

  it("takes a commit through GraphQL that GitHub signs, if nobody was faster", async () => {
    const octokit = await lab.installation("acme");
    const { data: main } = await octokit.rest.git.getRef({ ...repo, ref: "heads/main" });
    await octokit.rest.git.createRef({ ...repo, ref: "refs/heads/signed", sha: main.object.sha });
    const commit = () =>
      octokit.graphql<{ createCommitOnBranch: { commit: { oid: string } } }>(
        "mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }",
        {
          input: {
            branch: { repositoryNameWithOwner: "acme/storefront", branchName: "signed" },
            message: { headline: "Signed" },
            expectedHeadOid: main.object.sha,
            fileChanges: { additions: [{ path: "b.txt", contents: Buffer.from("b\n").toString("base64") }] },
          },
        },
      );
    const { oid } = (await commit()).createCommitOnBranch.commit;
    const { data } = await octokit.rest.repos.getCommit({ ...repo, ref: oid });
    expect(data.commit.verification?.verified).toBe(true);
    expect(data.author?.login).toBe("regreen[bot]");
    await expect(commit()).rejects.toThrow("Expected branch to point to");
  });
});

describe("an answer", () => {
  it("that did not change costs nothing to read again", async () => {
    const token = await tokenFor();
    const first = await get("/repos/acme/storefront", token);
    const etag = first.headers.get("etag") ?? "";
    expect(first.headers.get("x-ratelimit-limit")).toBe("5000");
    expect((await get("/repos/acme/storefront", token, { headers: { "if-none-match": etag } })).status).toBe(
      304,
    );
  });

  it("comes in pages that link to each other", async () => {
    const octokit = await lab.installation("acme");
    const { data: main } = await octokit.rest.git.getRef({ ...repo, ref: "heads/main" });
    for (const name of ["p1", "p2", "p3"])
      await octokit.rest.git.createRef({ ...repo, ref: `refs/heads/${name}`, sha: main.object.sha });
    const branches = await octokit.paginate(octokit.rest.repos.listBranches, { ...repo, per_page: 1 });
    expect(branches.map((branch) => branch.name)).toEqual(expect.arrayContaining(["main", "p1", "p2", "p3"]));
  });
});
