/** A line by which a tool says its version. The first group is the version. */
export interface VersionMark {
  tool: string;
  pattern: RegExp;
}

const version = String.raw`v?(\d{1,6}(?:\.[\w+-]{1,30}){0,5})`;

const mark = (tool: string, source: string): VersionMark => ({
  tool,
  pattern: new RegExp(`^${source.replace("VERSION", version)}`, "i"),
});

/**
 * How set-up steps and the tools themselves print their versions, each tied to the start of the line. `VERSION` stands for
 * the number.
 */
export const versionMarks: readonly VersionMark[] = [
  // Set-up actions of GitHub ("Environment details"), and what people print by hand.
  mark("node", "node(?:\\.js)?(?: version)?:? VERSION$"),
  mark("npm", "npm:? VERSION$"),
  mark("yarn", "yarn(?: install| run)?:? VERSION$"),
  mark("pnpm", "pnpm:? VERSION$"),
  mark("bun", "bun(?: test| install)? VERSION"),
  mark("deno", "deno VERSION"),
  mark("python", "successfully set up C?Py(?:thon|Py) \\(VERSION\\)"),
  mark("python", "python VERSION(?: ::|$)"),
  mark("python", "platform \\w{1,20} -- python VERSION"),
  mark("pip", "pip VERSION from "),
  mark("pytest", "platform \\w{1,20} -- python [\\w.+-]{1,30}, pytest-VERSION"),
  mark("poetry", "poetry \\(version VERSION\\)"),
  mark("uv", "uv VERSION"),
  mark("go", "successfully set up go version VERSION"),
  mark("go", "go version goVERSION"),
  mark("rust", "rustc VERSION"),
  mark("cargo", "cargo VERSION"),
  mark("java", '(?:openjdk|java) version "VERSION"'),
  mark("java", "java version: VERSION"),
  mark("java", "openjdk VERSION "),
  mark("maven", "apache maven VERSION"),
  mark("gradle", "(?:welcome to )?gradle VERSION!?$"),
  mark("kotlin", "kotlin(?: version)?:? VERSION"),
  mark("scala", "scala (?:code runner )?version VERSION"),
  mark("ruby", "ruby VERSION"),
  mark("bundler", "bundler(?: version)? VERSION"),
  mark("php", "php VERSION"),
  mark("php", "runtime: {1,10}php VERSION"),
  mark("phpunit", "phpunit VERSION by"),
  mark("composer", "composer version VERSION"),
  mark("elixir", "elixir VERSION"),
  mark("erlang", "erlang/otp VERSION"),
  mark("dotnet", "dotnet-install: installed version is VERSION"),
  mark("dotnet", "(?:\\.net sdk )?version: {1,10}VERSION commit"),
  mark("gcc", "gcc \\([^()]{1,60}\\) VERSION"),
  mark("gcc", "-- the cxx? compiler identification is gnu VERSION"),
  mark("clang", "(?:ubuntu |apple |debian )?clang version VERSION"),
  mark("clang", "-- the cxx? compiler identification is (?:apple)?clang VERSION"),
  mark("cmake", "cmake version VERSION"),
  mark("dart", "dart sdk version: VERSION"),
  mark("flutter", "flutter VERSION"),
  mark("swift", "(?:apple )?swift version VERSION"),
  mark("docker", "docker version VERSION"),
  mark("terraform", "terraform VERSION$"),
  mark("vitest", " {0,4}(?:run|dev) {1,4}VERSION "),
  mark("cypress", "[ \\u2502]{0,6}cypress: {1,20}VERSION"),
  mark("node", "[ \\u2502]{0,6}node version: {1,20}VERSION"),
  mark("typescript", "tsc: the typescript compiler - version VERSION"),
  mark("runner", "current runner version: 'VERSION'"),
];
