import { Category } from "./loop";

interface CategoryWords {
  /** On its own, as in a table. */
  label: string;
  /** In a sentence. */
  failure: string;
}

/** How people read each category: on pages, in comments, check runs and commit messages. */
const words: Record<Category, CategoryWords> = {
  lint: { label: "Lint", failure: "lint failure" },
  types: { label: "Types", failure: "type failure" },
  build: { label: "Build", failure: "build failure" },
  test: { label: "Test", failure: "test failure" },
  security: { label: "Security", failure: "security failure" },
  deploy: { label: "Deploy", failure: "deployment failure" },
  dependency: { label: "Dependency", failure: "dependency failure" },
  configuration: { label: "Configuration", failure: "configuration failure" },
  infrastructure: { label: "Infrastructure", failure: "infrastructure failure" },
  timeout: { label: "Timeout", failure: "timeout" },
  unknown: { label: "Unknown", failure: "CI failure" },
};

/** The words of a category as it was stored; what another version wrote is unknown here. */
export function categoryWords(category: string | null): CategoryWords {
  return words[Category.safeParse(category).data ?? "unknown"];
}

/** Begins a sentence: "A type failure", "An infrastructure failure". */
export function aFailure(category: string | null): string {
  const { failure } = categoryWords(category);
  return `${"aeiou".includes(failure.charAt(0)) ? "An" : "A"} ${failure}`;
}
