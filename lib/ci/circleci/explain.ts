import type { CiExplanation } from "../types";
import type { Standing } from "./standing";

/** What CircleCI says of a job by its outcome alone, where that is more than its log could tell. */
export function explainJob(name: string, { outcome }: Standing): CiExplanation | undefined {
  switch (outcome) {
    case "unauthorized":
      return {
        category: "configuration",
        reason: `CircleCI did not start "${name}": whoever started the run may not use a context that the job asks for. Add them to a group that the context allows, or let somebody of such a group run the workflow again.`,
        needsPerson: true,
      };
    case "infrastructure_fail":
      return {
        category: "infrastructure",
        reason: `CircleCI's own machine failed while it ran "${name}".`,
        needsPerson: false,
      };
    default:
      return undefined;
  }
}

/** A pipeline without any workflow, because its configuration makes none. */
export function explainConfiguration(): CiExplanation {
  return {
    category: "configuration",
    reason:
      "CircleCI could not make a workflow of the repository's CircleCI configuration; the log has its words. Repairs never change CI configuration, so a person has to mend it.",
    needsPerson: true,
  };
}
