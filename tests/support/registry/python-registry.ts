import { createHash } from "node:crypto";
import { strToU8, zipSync } from "fflate";
import { startRegistry } from "./start-registry";

export interface TinyWheel {
  name: string;
  version: string;
  files: Record<string, string>;
  requires?: readonly string[];
  /** Name of a program, and `module:function` that it calls. */
  programs?: Record<string, string>;
}

/** A wheel by hand: https://packaging.python.org/en/latest/specifications/binary-distribution-format/ */
function makeWheel({ name, version, files, requires = [], programs = {} }: TinyWheel) {
  const info = `${name}-${version}.dist-info`;
  const entries = Object.entries(programs).map(([program, target]) => `${program} = ${target}`);
  const all: Record<string, string> = {
    ...files,
    [`${info}/METADATA`]: [
      ...["Metadata-Version: 2.1", `Name: ${name}`, `Version: ${version}`],
      ...requires.map((wish) => `Requires-Dist: ${wish}`),
      "",
    ].join("\n"),
    [`${info}/WHEEL`]: "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    ...(entries.length > 0 && {
      [`${info}/entry_points.txt`]: `[console_scripts]\n${entries.join("\n")}\n`,
    }),
  };
  all[`${info}/RECORD`] = Object.keys({ ...all, [`${info}/RECORD`]: "" })
    .map((path) => `${path},,\n`)
    .join("");
  const content = Buffer.from(
    zipSync(Object.fromEntries(Object.entries(all).map(([path, text]) => [path, strToU8(text)]))),
  );
  return { content, hash: createHash("sha256").update(content).digest("hex") };
}

/** An index of Python packages at `/simple/`, whose files lie beside it. `sources` are names with an sdist alone. */
export async function startPythonRegistry(tiny: readonly TinyWheel[], sources: readonly string[] = []) {
  const wheels = tiny.map((wheel) => ({
    ...wheel,
    ...makeWheel(wheel),
    file: `${wheel.name}-${wheel.version}-py3-none-any.whl`,
  }));
  const registry = await startRegistry(() => (request, response) => {
    const name = /^\/simple\/([\w-]+)\/$/.exec(request.url ?? "")?.[1];
    const file = /^\/files\/([\w.-]+)$/.exec(request.url ?? "")?.[1];
    const links = wheels
      .filter((wheel) => wheel.name === name)
      .map((wheel) => `<a href="../../files/${wheel.file}#sha256=${wheel.hash}">${wheel.file}</a>`);
    if (name !== undefined && sources.includes(name))
      links.push(`<a href="../../files/${name}-1.0.0.tar.gz">${name}-1.0.0.tar.gz</a>`);
    const found = wheels.find((wheel) => wheel.file === file);
    if (links.length > 0)
      response
        .writeHead(200, { "content-type": "text/html" })
        .end(`<!DOCTYPE html><html><body>${links.join("\n")}</body></html>`);
    else if (found) response.end(found.content);
    else response.writeHead(404).end();
  });
  return {
    ...registry,
    url: `${registry.origin}/simple/`,
    /** As lock files write it. */
    hash(name: string, version: string): string {
      const wheel = wheels.find((one) => one.name === name && one.version === version);
      return `sha256:${wheel?.hash ?? "none"}`;
    },
  };
}
