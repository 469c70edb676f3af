import { lockScript } from "./lock-script";
import { pythonManager } from "./python-manager";

/** Follows the graph from the repository's own projects, with all of their groups and extras, as far as markers hold. */
const reading = `
lock = load("uv.lock")
packages = lock.get("package", [])
own = [p for p in packages if not {"registry", "git", "url", "path"} & set(p.get("source", {}))]
waiting = [edge for p in own for edge in [
    *p.get("dependencies", []),
    *(edge for group in p.get("optional-dependencies", {}).values() for edge in group),
    *(edge for group in p.get("dev-dependencies", {}).values() for edge in group),
]]
seen = set()
while waiting:
    edge = waiting.pop()
    if not holds(edge.get("marker")):
        continue
    found = [p for p in packages if p["name"] == edge["name"] and edge.get("version", p.get("version")) == p.get("version")]
    if len(found) != 1:
        refuse(f"The lock file does not say which {edge['name']} is meant.")
    package = found[0]
    if package in own:
        continue
    for extra in edge.get("extra", []):
        key = (package["name"], package["version"], extra)
        if key not in seen:
            seen.add(key)
            waiting += package.get("optional-dependencies", {}).get(extra, [])
    key = (package["name"], package["version"], None)
    if key in seen:
        continue
    seen.add(key)
    if "registry" not in package["source"]:
        refuse(f"{package['name']} comes from no registry.")
    want(package["name"], package["version"], {wheel["hash"] for wheel in package.get("wheels", []) if "hash" in wheel})
    waiting += package.get("dependencies", [])
`;

/** https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile */
export const uv = pythonManager({
  title: "uv",
  lockFile: "uv.lock",
  read: async () => lockScript(reading),
});
