import { posix } from "node:path";
import { parse } from "smol-toml";
import { z } from "zod";
import { errorLine } from "../error-line";
import { runProgram, secondsUntil } from "../shell";
import { readTreeFile } from "../tree-files";
import { type Fixer, mentions } from "./fixer";

const secondsMax = 180;

/** What `cargo fmt` runs, on the named files and the modules below them. */
export const rustfmt: Fixer = {
  program: "rustfmt",
  named: ["toolchain:rust", "tool:rustfmt"],
  version: ["rustc", "--version"],
  concerns: (brief) => mentions(brief, /\b(?:rustfmt|cargo fmt|cargo-fmt)\b|^Diff in .{1,300}\.rs/im),
  takes: (path) => path.endsWith(".rs"),
  async fix({ task, files }, program) {
    const byEdition = new Map<string, string[]>();
    for (const file of files) {
      const edition = await editionOf(task.treeDirectory, file);
      byEdition.set(edition, [...(byEdition.get(edition) ?? []), file]);
    }
    for (const [edition, named] of byEdition) {
      const result = await runProgram(task.run, [program, "--edition", edition, "--", ...named], {
        timeoutSeconds: secondsUntil(task.deadlineMs, task.now(), secondsMax),
      });
      if (result.exitCode !== 0) return `rustfmt could not format: ${errorLine(result.standardError)}`;
    }
    return `rustfmt formatted ${files.length} named files.`;
  },
};

const Edition = z.union([z.string(), z.object({ workspace: z.literal(true) })]);
const Package = z.object({ edition: Edition.optional() }).optional();
const CargoFile = z.object({ package: Package, workspace: z.object({ package: Package }).optional() });

/** What a manifest without a word means. */
const oldest = "2015";

/**
 * The edition that cargo would hand to rustfmt, which by itself reads no manifest: that of the nearest package, or of the
 * workspace above it where the package says so. https://doc.rust-lang.org/cargo/reference/manifest.html#the-edition-field
 */
async function editionOf(treeDirectory: string, file: string): Promise<string> {
  let inherited = false;
  for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
    const manifest = await readCargoFile(treeDirectory, posix.join(folder, "Cargo.toml"));
    const edition = inherited ? manifest?.workspace?.package?.edition : manifest?.package?.edition;
    if (typeof edition === "string") return edition;
    if (edition !== undefined) inherited = true;
    if (folder === "." || (manifest?.package !== undefined && !inherited)) return oldest;
  }
}

async function readCargoFile(treeDirectory: string, path: string) {
  try {
    return CargoFile.parse(parse(await readTreeFile(treeDirectory, path)));
  } catch {
    return null;
  }
}
