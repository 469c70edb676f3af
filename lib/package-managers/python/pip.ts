import { posix } from "node:path";
import { readPlainFile } from "../tree-files";
import { pythonManager, type ReadRequirements } from "./python-manager";

/** Beside `requirements.txt`, what a repository's tests need is kept under one of these names. */
const testFiles = ["dev", "test", "tests", "ci"].flatMap((what) => [
  `requirements-${what}.txt`,
  `requirements_${what}.txt`,
  `${what}-requirements.txt`,
  `requirements/${what}.txt`,
]);
const filesMax = 50;
const hashOption = /\s--hash[= ]\S+/g;
/** A name, with what is wanted of it; no option, no address, no path. */
const plainLine = /^[A-Za-z0-9][\w.-]*\s*(?:\[[^\]@/]*\]\s*)?(?:[<>=!~(][^;@/]*)?(?:;.*)?$/;

/** https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
export const pip = pythonManager({
  title: "pip",
  lockFile: "requirements.txt",
  async read(_, treeDirectory): Promise<ReadRequirements> {
    const lines: string[] = [];
    const files: string[] = ["requirements.txt"];
    for (const file of testFiles) if ((await readPlainFile(treeDirectory, file)) !== null) files.push(file);
    for (const file of files) {
      if (files.length > filesMax) return refused("The requirements include too many files.");
      const text = await readPlainFile(treeDirectory, file);
      if (text === null)
        return refused(`The requirements include ${file}, which is no file of the repository.`);
      for (const line of linesOf(text)) {
        const included = /^(?:-r|--requirement)[= ]\s*(\S+)$/.exec(line)?.[1];
        if (included !== undefined) {
          const path = posix.join(posix.dirname(file), included);
          if (!files.includes(path)) files.push(path);
          continue;
        }
        if (!plainLine.test(line.replace(hashOption, "").trim())) return refused(whyNot(file, line));
        lines.push(line);
      }
    }
    const unique = [...new Set(lines)];
    const sealed =
      unique.length > 0 && unique.every((line) => line.includes("--hash") && line.includes("=="));
    return { kind: "read", text: `${unique.join("\n")}\n`, packages: sealed ? unique.length : null, sealed };
  },
});

function linesOf(text: string): string[] {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll("\\\n", " ")
    .split("\n")
    .map((line) => ` ${line}`.split(/\s#/)[0]?.trim() ?? "")
    .filter((line) => line !== "");
}

function whyNot(file: string, line: string): string {
  if (/^(?:-i|--index-url|--extra-index-url|--find-links|-f|--trusted-host|--no-index)\b/.test(line))
    return `${file} names an index of its own; packages come from the operator's registry alone.`;
  return `${file} asks for what would have to be fetched from elsewhere or built: ${line.slice(0, 100)}`;
}

function refused(reason: string): ReadRequirements {
  return { kind: "refused", reason };
}
