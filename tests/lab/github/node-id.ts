const prefixes = {
  User: "U",
  Repository: "R",
  PullRequest: "PR",
  IssueComment: "IC",
  CheckRun: "CR",
  CheckSuite: "CS",
  WorkflowRun: "WFR",
  Workflow: "W",
  Artifact: "A",
  App: "A",
  Installation: "I",
  Commit: "C",
  Blob: "B",
  Label: "LA",
  Ref: "REF",
  Status: "SC",
  Deployment: "DE",
  DeploymentStatus: "DES",
  Delivery: "D",
} as const;

export type NodeKind = keyof typeof prefixes;

/** GraphQL's name of a thing: opaque to clients, readable to us. */
export function nodeId(kind: NodeKind, id: number | string): string {
  return `${prefixes[kind]}_${Buffer.from(String(id)).toString("base64url")}`;
}

export function idOfNode(kind: NodeKind, node: string): string | null {
  const [prefix, rest] = [node.slice(0, node.indexOf("_")), node.slice(node.indexOf("_") + 1)];
  return prefix === prefixes[kind] ? Buffer.from(rest, "base64url").toString() : null;
}
