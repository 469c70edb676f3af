import { describe, expect, it } from "vitest";
import { workspacePath } from "@/lib/domain/workspace-path";

describe("workspacePath", () => {
  it.each([
    ["/home/runner/work/shop/shop/src/cart.ts", "src/cart.ts"],
    ["D:\\a\\shop\\shop\\src\\cart.ts", "src/cart.ts"],
    ["file:///home/runner/work/shop/shop/src/cart.ts", "src/cart.ts"],
    ["/home/circleci/project/src/cart.ts", "src/cart.ts"],
    ["./src/cart.ts", "src/cart.ts"],
    ["src/shop/shop.ts", "src/shop/shop.ts"],
    ["/usr/include/stdio.h", "/usr/include/stdio.h"],
  ])("turns %s into %s", (path, expected) => {
    expect(workspacePath(path, "shop")).toBe(expected);
  });
});
