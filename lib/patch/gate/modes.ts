import { posix } from "node:path";
import type { PatchFile } from "../patch";
import type { Tree } from "../tree";
import type { GateRule } from "./rule";

const plainModes = ["100644", "100755"];

function objection(file: PatchFile): string | null {
  if (file.modeAfter === "120000" && file.modeBefore !== "120000") return "A new symbolic link.";
  if (file.modeAfter === "160000" || file.modeBefore === "160000")
    return "A nested repository (submodule) was added, removed or changed.";
  if (file.status === "type_changed")
    return `The entry changed its type, from mode ${file.modeBefore} to ${file.modeAfter}.`;
  if (file.modeBefore === "120000" || file.modeAfter === "120000")
    return "A symbolic link was changed or removed.";
  if (file.modeAfter !== null && !plainModes.includes(file.modeAfter))
    return `Mode ${file.modeAfter} is not that of a plain file.`;
  if (file.modeBefore !== null && file.modeAfter !== null && file.modeBefore !== file.modeAfter)
    return `The mode was changed from ${file.modeBefore} to ${file.modeAfter}.`;
  return null;
}

/** `HEAD` beside `objects` or `refs`: git takes such a folder for a repository and obeys its `config`, which may run commands. */
function looksLikeRepository(path: string, after: Tree): boolean {
  const folder = posix.dirname(path);
  const prefix = folder === "." ? "" : `${folder}/`;
  const parts = [...after.keys()]
    .filter((other) => other.startsWith(prefix))
    .map((other) => other.slice(prefix.length));
  const has = (pattern: RegExp) => parts.some((part) => pattern.test(part));
  return has(/^head$/i) && (has(/^(?:objects|refs)\//i) || has(/^commondir$/i));
}

/** Names by which a folder becomes a repository. */
const repositoryPart = /(?:^|\/)(?:head|config|commondir)$/i;

/** Only plain files, and they keep their mode: links and submodules point at places that no diff shows. */
export const modes: GateRule = {
  id: "modes",
  judge({ patch, after }) {
    return patch.files.flatMap((file) => {
      const isRepository = file.status === "added" && repositoryPart.test(file.path);
      const reason =
        objection(file) ??
        (isRepository && looksLikeRepository(file.path, after)
          ? "Its folder is what git takes for a repository, whose settings may run commands."
          : null);
      return reason === null
        ? []
        : [{ rule: "modes", severity: "block" as const, path: file.path, line: null, reason }];
    });
  },
};
