import { lockScript } from "./lock-script";
import { pythonManager } from "./python-manager";

/** PDM writes to each package for which systems it is meant, where it was told to, as it is by default. */
const reading = `
lock = load("pdm.lock")
if "inherit_metadata" not in lock["metadata"].get("strategy", []):
    refuse("This pdm.lock does not say which package is for which system: its strategy lacks inherit_metadata.")
for package in lock.get("package", []):
    if not holds(package.get("marker")):
        continue
    if {"git", "url", "path"} & set(package):
        refuse(f"{package['name']} comes from no registry.")
    want(package["name"], package["version"], {file["hash"] for file in package.get("files", [])})
`;

/** https://pdm-project.org/latest/usage/lockfile/ */
export const pdm = pythonManager({
  title: "PDM",
  lockFile: "pdm.lock",
  read: async () => lockScript(reading),
});
