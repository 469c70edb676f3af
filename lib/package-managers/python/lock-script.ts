import type { LockScript } from "./python-manager";

/**
 * Begins each of the scripts: what is asked of a lock file, whether a marker holds for this Python, and how a package is
 * written as a requirement. The parsers are those that pip brings along.
 */
const opening = `
import sys
try:
    import tomllib
except ImportError:
    from pip._vendor import tomli as tomllib
from pip._vendor.packaging.markers import Marker

def refuse(reason):
    sys.exit(reason)

def holds(marker):
    return not marker or Marker(marker).evaluate({"extra": ""})

wanted = {}

def want(name, version, hashes):
    if not hashes:
        refuse(f"The lock file has no hash for {name} {version}.")
    if wanted.setdefault(name, (version, hashes))[0] != version:
        refuse(f"The lock file wants {name} twice.")

def load(path):
    with open(path, "rb") as file:
        return tomllib.load(file)
`;

const closing = `
with open("requirements.txt", "w") as file:
    for name, (version, hashes) in sorted(wanted.items()):
        file.write(" ".join([f"{name}=={version}", *(f"--hash={hash}" for hash in sorted(hashes))]) + "\\n")
`;

/** A Python program that reads the lock file in its folder and writes `requirements.txt` beside it. */
export function lockScript(reading: string): LockScript {
  return { kind: "script", script: `${opening}${reading}${closing}` };
}
