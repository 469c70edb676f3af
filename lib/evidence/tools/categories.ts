import type { Category } from "@/lib/domain/loop";

/** What kind of finding a tool's findings are; a tool that is not here is a compiler or linker: `build`. */
export const categoryOfTool: Readonly<Record<string, Category>> = {
  eslint: "lint",
  prettier: "lint",
  tsc: "types",
};
