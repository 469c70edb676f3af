import type { PatchFile } from "../patch";
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

/** Only plain files, and they keep their mode: links and submodules point at places that no diff shows. */
export const modes: GateRule = {
  id: "modes",
  judge({ patch }) {
    return patch.files.flatMap((file) => {
      const reason = objection(file);
      return reason === null
        ? []
        : [{ rule: "modes", severity: "block" as const, path: file.path, line: null, reason }];
    });
  },
};
