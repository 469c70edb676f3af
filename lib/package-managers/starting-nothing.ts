import type { Work } from "./types";

const path = ".starting-nothing.cjs";

/** Loaded before the program itself, and in its workers. What was given to Node as a line is the sandbox's own way to the registry, and starts the program. */
const text = `const programs = require("node:child_process");
function refuse(program) {
  throw new Error(\`\${program} is not started where a registry is in reach.\`);
}
const ways = ["exec", "execFile", "execFileSync", "execSync", "fork", "spawn", "spawnSync"];
if (!process.execArgv.includes("-e")) {
  for (const way of ways) programs[way] = refuse;
  require("node:module").syncBuiltinESMExports();
}
`;

/**
 * The same work, by a program on Node that starts no other one, whatever it finds in a manifest of the tree or of a package:
 * git for an address, a hook, a generator of Yarn (https://yarnpkg.com/protocol/exec). Node's own permissions would do the
 * same, but go by another name in each of its versions.
 */
export function startingNothing({ files, steps }: Work): Work {
  return {
    files: [...files, { path, text }],
    steps: steps.map((step) => ({
      ...step,
      environment: { ...step.environment, NODE_OPTIONS: `--require=./${path}` },
    })),
  };
}
