import { git } from "./run";

/** Far more than any story asks; a demo that runs for days must not keep all it ever said. */
const answersMax = 5000;

/** A commit, two of them with dots between, or what stands in one: by its whole hash, so that it can never change. */
const fixed = /^[0-9a-f]{40}(?:\.{2,3}[0-9a-f]{40}|\^\{commit\}|:.*)?$/;

const answers = new Map<string, Promise<string>>();

/**
 * Like `git` with one revision between its arguments. What is said about objects that are named by their whole hashes holds
 * for ever, and a loop asks for the same commits and diffs hundreds of times: nearly a third of a story's processes were for it.
 * A refusal is asked again, because the object may come with the next push.
 */
export function gitOnce(
  folder: string,
  command: readonly string[],
  revision: string,
  rest: readonly string[] = [],
): Promise<string> {
  const args = [...command, revision, ...rest];
  if (!fixed.test(revision)) return git(folder, args);
  const key = [folder, ...args].join("\0");
  const known = answers.get(key);
  if (known) return known;
  const answer = git(folder, args);
  answers.set(key, answer);
  answer.catch(() => answers.delete(key));
  const [oldest] = answers.keys();
  if (answers.size > answersMax && oldest !== undefined) answers.delete(oldest);
  return answer;
}
