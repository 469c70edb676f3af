/** A person as GitHub knows them. The number is the identity. */
export interface Person {
  userId: string;
  githubUserId: bigint;
  login: string;
}
