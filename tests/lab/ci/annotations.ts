import type { Annotation } from "../state/checks";

/** GitHub keeps the first ten errors and the first ten warnings of each step. */
const perLevelMax = 10;

export class StepAnnotations {
  readonly kept: Annotation[] = [];

  add(annotation: Partial<Annotation> & Pick<Annotation, "level" | "message">): void {
    const sameLevel = this.kept.filter((one) => one.level === annotation.level).length;
    if (sameLevel >= perLevelMax) return;
    const startLine = annotation.startLine ?? 1;
    this.kept.push({
      path: ".github",
      endLine: startLine,
      startColumn: null,
      endColumn: null,
      title: null,
      rawDetails: null,
      ...annotation,
      startLine,
    });
  }
}
