import type { RepositoryLocks } from "../world";

export function createLocks(): RepositoryLocks {
  const last = new Map<number, Promise<unknown>>();
  return {
    run: (repositoryId, work) => {
      const before = last.get(repositoryId) ?? Promise.resolve();
      const mine = before.then(work, work);
      last.set(
        repositoryId,
        mine.catch(() => undefined),
      );
      return mine;
    },
  };
}
