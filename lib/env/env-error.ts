/** A setting that cannot be used. Says its name, what is wrong and what is expected; never its value. */
export interface EnvProblem {
  name: string;
  problem: string;
  expected: string;
}

export class EnvError extends Error {
  constructor(readonly problems: EnvProblem[]) {
    const lines = problems.map(
      ({ name, problem, expected }) => `  ${name} ${problem}. Expected: ${expected}.`,
    );
    super(`Regreen does not start with these settings (.env.example explains each):\n${lines.join("\n")}`);
    this.name = "EnvError";
  }
}
