/** Closes a switch over a union: a new member is a type error here, and a loud stop if one slips in from outside. */
export function assertNever(value: never, subject = "value"): never {
  throw new Error(`Unexpected ${subject}: ${JSON.stringify(value)}`);
}

/** States what must be true at this point. A failure is a defect of ours, never bad input. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
