import { describe, expect, it } from "vitest";
import { assertNever, invariant } from "@/lib/assert";

describe("assert", () => {
  it("stops on a union member that nobody handled, naming the subject and the value", () => {
    expect(() => assertNever("surprise" as never, "loop state")).toThrow('Unexpected loop state: "surprise"');
  });

  it("stops where an invariant is broken and lets a true one pass", () => {
    expect(() => invariant(false, "a loop has a pull request")).toThrow("a loop has a pull request");
    expect(() => invariant(true, "unused")).not.toThrow();
  });
});
