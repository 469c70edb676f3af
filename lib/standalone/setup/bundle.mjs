// The commands that people pipe into start in a tenth of a second: their TypeScript is bundled once and kept.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

const KEPT = "node_modules/.cache/regreen";
/** Packages that are CommonJS inside still ask for `require`. */
const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * The bundle of a program as a URL to import, made anew when a source file or the set of packages has changed. Null
 * where no bundle can be kept, such as a read-only installation.
 */
export async function bundleOf(root, program) {
  const folder = join(root, KEPT);
  const name = basename(program, ".ts");
  const file = join(folder, `${name}-${stampOf(root)}.mjs`);
  if (existsSync(file)) return pathToFileURL(file).href;
  const own = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    await writeBundle(root, program, own);
    for (const old of readdirSync(folder)) {
      if (old.startsWith(`${name}-`) && old.endsWith(".mjs")) rmSync(join(folder, old), { force: true });
    }
    renameSync(own, file);
    return pathToFileURL(file).href;
  } catch {
    rmSync(own, { force: true });
    return null;
  }
}

/** One file that needs nothing beside it but Node. */
export async function writeBundle(root, program, outfile) {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: root,
    entryPoints: [program],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    banner: { js: banner },
    logLevel: "silent",
  });
}

/** Changes with every change to a source file that such a command may be made of. */
function stampOf(root) {
  const hash = createHash("sha256").update(process.version);
  const note = (path) => {
    const { mtimeMs, size } = statSync(join(root, path));
    hash.update(`${path}\n${mtimeMs}\n${size}\n`);
  };
  for (const folder of ["lib/evidence", "lib/domain", "lib/flaky"]) walk(root, folder, note);
  for (const entry of readdirSync(join(root, "lib"), { withFileTypes: true })) {
    if (entry.isFile()) note(`lib/${entry.name}`);
  }
  note("package-lock.json");
  return hash.digest("hex").slice(0, 16);
}

function walk(root, folder, note) {
  if (!existsSync(join(root, folder))) return;
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) walk(root, path, note);
    else note(path);
  }
}
