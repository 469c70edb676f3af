/** Shorter values would also hit ordinary words. */
const secretCharactersMin = 8;

/** Exact values that no log line may show. A process learns more of them while it runs: whatever the vault opens. */
export class KnownSecrets {
  readonly #inJson = new Set<string>();

  constructor(values: Iterable<string> = []) {
    for (const value of values) this.add(value);
  }

  add(value: string): void {
    // As it stands between the quotes of a JSON string.
    if (value.length >= secretCharactersMin) this.#inJson.add(JSON.stringify(value).slice(1, -1));
  }

  /** A line of JSON without any of the values. */
  cutFrom(line: string, instead: string): string {
    let clean = line;
    for (const value of this.#inJson) clean = clean.replaceAll(value, instead);
    return clean;
  }
}
