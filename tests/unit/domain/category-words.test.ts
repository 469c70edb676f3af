import { expect, it } from "vitest";
import { aFailure, categoryWords } from "@/lib/domain/category-words";
import { Category } from "@/lib/domain/loop";

it("has a word of its own for every category, and no identifier among them", () => {
  const labels = Category.options.map((category) => categoryWords(category).label);
  expect(new Set(labels).size).toBe(Category.options.length);
  for (const label of labels) expect(label).toMatch(/^[A-Z][a-z]+$/);
});

it.each([
  ["types", "A type failure"],
  ["infrastructure", "An infrastructure failure"],
  ["timeout", "A timeout"],
  ["unknown", "A CI failure"],
  ["a category of another version", "A CI failure"],
  [null, "A CI failure"],
])("begins a sentence about %s with %s", (category, words) => {
  expect(aFailure(category)).toBe(words);
});
