import { lockScript } from "./lock-script";
import { pythonManager } from "./python-manager";

/** Poetry 2 writes to each package for which systems and groups it is meant. */
const reading = `
lock = load("poetry.lock")
if not str(lock["metadata"].get("lock-version", "")) >= "2.1":
    refuse("A poetry.lock before Poetry 2 does not say which package is for which system. Lock it again with Poetry 2.")
for package in lock.get("package", []):
    if package.get("optional"):
        continue
    markers = package.get("markers")
    markers = list(markers.values()) if isinstance(markers, dict) else [markers]
    if not any(holds(marker) for marker in markers):
        continue
    if package.get("source", {}).get("type", "legacy") != "legacy":
        refuse(f"{package['name']} comes from no registry.")
    want(package["name"], package["version"], {file["hash"] for file in package.get("files", [])})
`;

/** https://python-poetry.org/docs/basic-usage/#installing-dependencies */
export const poetry = pythonManager({
  title: "Poetry",
  lockFile: "poetry.lock",
  read: async () => lockScript(reading),
});
