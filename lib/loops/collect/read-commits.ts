import type { Brief } from "@/lib/domain/brief";
import { redact } from "@/lib/evidence/redact/redact";
import type { GitHubClient, RepositoryRef } from "@/lib/github/client";
import { listCommitMessages } from "@/lib/github/pull-requests";

const commitsMax = 20;
const messageCharactersMax = 1_000;
/** More is read than kept: a secret that the end cuts in two is not known any more. */
const readCharactersMax = 10 * messageCharactersMax;

/** What the people of a pull request said that they did, the newest last: often why a test expects something else now. */
export async function readCommits(
  github: GitHubClient,
  repository: RepositoryRef,
  pullRequest: number,
): Promise<Brief["commits"]> {
  const commits = await listCommitMessages(github, repository, pullRequest);
  return commits.slice(-commitsMax).map(({ sha, message }) => ({
    sha,
    message: redact(message.slice(0, readCharactersMax)).text.slice(0, messageCharactersMax),
  }));
}
