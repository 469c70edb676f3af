import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

// The rules travel in the environment of one push (see httpBackend.ts); an empty rule refuses nothing. Texts are
// GitHub's; only the reason in brackets behind a refused ref differs, as plain git says "hook declined" there.
const updateHook = `#!/bin/sh
ref=$1 old=$2 new=$3
zero=0000000000000000000000000000000000000000

matches() {
  set -f
  for pattern in $2; do
    case "$1" in $pattern) return 0 ;; esac
  done
  return 1
}

case "$ref" in
refs/heads/*)
  branch=\${ref#refs/heads/}
  if matches "$branch" "$LAB_PROTECTED_BRANCHES" && [ "$old" != "$zero" ]; then
    echo "error: GH006: Protected branch update failed for $ref." >&2
    if [ "$new" = "$zero" ]; then
      echo "error: Cannot delete this protected branch" >&2
    elif [ "$(git merge-base "$old" "$new")" != "$old" ]; then
      echo "error: Cannot force-push to this protected branch" >&2
    else
      echo "error: Changes must be made through a pull request." >&2
    fi
    exit 1
  fi
  ;;
refs/tags/*)
  tag=\${ref#refs/tags/}
  if matches "$tag" "$LAB_PROTECTED_TAGS"; then
    echo "error: GH013: Repository rule violations found for $ref." >&2
    echo "error: Cannot create, update or delete this protected tag" >&2
    exit 1
  fi
  ;;
*)
  echo "error: $ref is not a branch or a tag" >&2
  exit 1
  ;;
esac

if [ "$LAB_MAY_CHANGE_WORKFLOWS" = 0 ] && [ "$new" != "$zero" ]; then
  changed=$(git log --format= --name-only "$new" --not --all -- .github/workflows | head -n 1)
  if [ -n "$changed" ]; then
    echo "error: refusing to allow a GitHub App to create or update workflow \\\`$changed\\\` without \\\`workflows\\\` permission" >&2
    exit 1
  fi
fi
exit 0
`;

/** Puts the refusals GitHub makes before a push lands into a bare repository. */
export async function installUpdateHook(folder: string): Promise<void> {
  const file = join(folder, "hooks", "update");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, updateHook);
  await chmod(file, 0o755);
}
