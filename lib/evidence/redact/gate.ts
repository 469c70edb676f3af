import { createRedactor, type Redactor } from "./redact";

/**
 * The one way out for text from outside, counting what it replaced on the way. Every line feed stays where it was, so
 * line numbers go on being true.
 */
export class RedactionGate {
  private readonly redact: Redactor;
  redactions = 0;

  /** `secrets` are exact values that must never be shown, in any of their usual encodings. */
  constructor(secrets: readonly string[] = []) {
    this.redact = createRedactor({ knownValues: secrets });
  }

  pass(text: string): string {
    const { text: shown, redactions } = this.redact(text);
    this.redactions += redactions;
    return shown;
  }
}
