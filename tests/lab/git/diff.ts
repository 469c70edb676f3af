import type { Repository } from "../state/repositories";
import type { World } from "../world";
import { bareFolder } from "./bare";
import { gitOnce } from "./git-once";

export interface DiffStat {
  commits: number;
  files: number;
  additions: number;
  deletions: number;
}

export interface ChangedFile {
  path: string;
  status: "added" | "removed" | "modified" | "renamed";
  previousPath: string | null;
  additions: number;
  deletions: number;
  /** Hunks without the file header; null for binary files. */
  patch: string | null;
  blobSha: string | null;
}

/** What the head adds since it left the base, as GitHub counts a pull request. */
export async function diffStat(
  world: World,
  repository: Repository,
  base: string,
  head: string,
): Promise<DiffStat> {
  const folder = bareFolder(world, repository);
  const [numbers, count] = await Promise.all([
    gitOnce(folder, ["diff", "--numstat"], `${base}...${head}`, ["--"]),
    gitOnce(folder, ["rev-list", "--count"], `${base}..${head}`, ["--"]),
  ]);
  const lines = numbers.split("\n").filter(Boolean);
  const sum = (column: number) =>
    lines.reduce((total, line) => total + (Number(line.split("\t")[column]) || 0), 0);
  return { commits: Number(count), files: lines.length, additions: sum(0), deletions: sum(1) };
}

export async function unifiedDiff(world: World, repository: Repository, range: string): Promise<string> {
  const command = ["diff", "--find-renames", "--no-color"];
  return gitOnce(bareFolder(world, repository), command, range, ["--"]);
}

export async function changedFiles(
  world: World,
  repository: Repository,
  range: string,
): Promise<ChangedFile[]> {
  const folder = bareFolder(world, repository);
  const [raw, text] = await Promise.all([
    gitOnce(folder, ["diff", "--raw", "--no-abbrev", "--find-renames", "-z"], range, ["--"]),
    unifiedDiff(world, repository, range),
  ]);
  const patches = splitByFile(text);
  return parseRaw(raw).map((entry, index) => {
    const patch = hunksOf(patches[index] ?? "");
    return { ...entry, ...countLines(patch), patch };
  });
}

type RawEntry = Pick<ChangedFile, "path" | "status" | "previousPath" | "blobSha">;

/** `git diff --raw -z`: `:modes shas STATUS NUL path NUL [path NUL]`, in the order of the patches. */
function parseRaw(raw: string): RawEntry[] {
  const fields = raw.split("\0").filter(Boolean);
  const entries: RawEntry[] = [];
  for (let index = 0; index < fields.length; ) {
    const [, , , newSha = "", letter = "M"] = (fields[index] ?? "").split(" ");
    const first = fields[index + 1] ?? "";
    const renamed = letter.startsWith("R");
    entries.push({
      path: renamed ? (fields[index + 2] ?? "") : first,
      previousPath: renamed ? first : null,
      status: renamed ? "renamed" : letter === "A" ? "added" : letter === "D" ? "removed" : "modified",
      blobSha: /^0+$/.test(newSha) ? null : newSha,
    });
    index += renamed ? 3 : 2;
  }
  return entries;
}

function splitByFile(text: string): string[] {
  return text.split(/^(?=diff --git )/m).filter(Boolean);
}

function hunksOf(filePatch: string): string | null {
  const start = filePatch.search(/^@@ /m);
  return start < 0 ? null : filePatch.slice(start).trimEnd();
}

function countLines(patch: string | null): { additions: number; deletions: number } {
  const lines = patch?.split("\n") ?? [];
  return {
    additions: lines.filter((line) => line.startsWith("+")).length,
    deletions: lines.filter((line) => line.startsWith("-")).length,
  };
}
