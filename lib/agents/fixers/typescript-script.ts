/**
 * Runs inside the sandbox as `node - <tsc> <file>…`, in the tree. It is a text, not a module, because it is handed over on
 * standard input: the sandbox sees the tree and the tools, not our own program files.
 *
 * Takes the repository's TypeScript, asks its language service for the code fixes at each error, tries each in memory, keeps
 * the one after which fewest errors are left, and repeats. A fix that brings `any` or a silencing comment is never tried.
 */
export const typescriptScript = String.raw`
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const [, , tsc, ...files] = process.argv;

function findCompiler() {
  const local = path.resolve("node_modules/typescript/lib/typescript.js");
  if (fs.existsSync(local)) return local;
  const real = fs.realpathSync(tsc);
  const beside = path.resolve(path.dirname(real), "../lib/typescript.js");
  if (fs.existsSync(beside)) return beside;
  // A small script that starts the real one. Its path may have blanks in it, so the longest name is tried last.
  for (const line of fs.readFileSync(real, "utf8").replaceAll("'\\''", "'").split("\n")) {
    const end = line.search(/\/typescript\/(?:bin|lib)\/tsc/);
    for (let from = end; from >= 0; from = from === 0 ? -1 : line.lastIndexOf("/", from - 1)) {
      const named = line.slice(from, end) + "/typescript/lib/typescript.js";
      if (fs.existsSync(named)) return named;
    }
  }
  throw new Error("the tsc on the PATH does not lead to a TypeScript package");
}

const ts = require(findCompiler());
const tree = process.cwd();
const configFile = ts.findConfigFile(path.dirname(path.resolve(files[0] || ".")), ts.sys.fileExists);
if (!configFile || !configFile.startsWith(tree)) throw new Error("no tsconfig.json above the failing files");
const config = ts.getParsedCommandLineOfConfigFile(configFile, {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (d) => { throw new Error(String(d.messageText)); } });
const names = new Set([...config.fileNames, ...files.map((file) => path.resolve(file))]);
const texts = new Map();
const versions = new Map();

const host = {
  getCompilationSettings: () => config.options,
  getScriptFileNames: () => [...names],
  getScriptVersion: (file) => String(versions.get(file) || 0),
  getScriptSnapshot: (file) => {
    const text = texts.has(file) ? texts.get(file) : ts.sys.readFile(file);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => tree,
  getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
  readDirectory: ts.sys.readDirectory,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
};
const service = ts.createLanguageService(host);
const inTree = (file) => file.startsWith(tree + path.sep) && !file.includes("/node_modules/");

function errors() {
  return [...names].filter(inTree).flatMap((file) => [
    ...service.getSyntacticDiagnostics(file),
    ...service.getSemanticDiagnostics(file),
  ]).filter((d) => d.category === ts.DiagnosticCategory.Error && d.file && d.start !== undefined);
}

const textOf = (file) => (texts.has(file) ? texts.get(file) : ts.sys.readFile(file) || "");
function setText(file, text) {
  texts.set(file, text);
  versions.set(file, (versions.get(file) || 0) + 1);
}
function applied(text, changes) {
  for (const { span, newText } of [...changes].sort((a, b) => b.span.start - a.span.start))
    text = text.slice(0, span.start) + newText + text.slice(span.start + span.length);
  return text;
}

const never = /disableJsDiagnostics|addConvertToUnknownForNonOverlappingTypes|fixNoPropertyAccessFromIndexSignature|addMissingConst/;
const dishonest = /\bany\b|@ts-|\bas unknown\b|throw new Error\(.Function not implemented/;
const order = ["spelling", "fixSpelling", "import", "fixMissingImport", "addMissingAwait", "fixAwaitInSyncFunction", "convertToTypeOnlyImport", "addMissingAsync"];
const rank = (fix) => { const at = order.indexOf(fix.fixName); return at === -1 ? order.length : at; };
const preferences = { importModuleSpecifierEnding: "auto", quotePreference: "auto" };

function fixesFor(error) {
  const format = ts.getDefaultFormatCodeSettings("\n");
  try {
    return service.getCodeFixesAtPosition(error.file.fileName, error.start, error.start + (error.length || 0), [error.code], { ...format, indentSize: 2 }, preferences)
      .filter((fix) => !never.test(fix.fixName))
      .filter((fix) => fix.changes.every((change) => inTree(change.fileName) && !change.isNewFile))
      .filter((fix) => !fix.changes.some((change) => change.textChanges.some((one) => dishonest.test(one.newText))))
      .sort((a, b) => rank(a) - rank(b));
  } catch {
    return [];
  }
}

const used = [];
let left = errors();
const atFirst = left.length;
for (let round = 0; round < 30 && left.length > 0; round += 1) {
  let best = null;
  for (const error of left.slice(0, 20)) {
    for (const fix of fixesFor(error).slice(0, 8)) {
      const before = new Map(fix.changes.map((change) => [change.fileName, textOf(change.fileName)]));
      for (const change of fix.changes) setText(change.fileName, applied(before.get(change.fileName), change.textChanges));
      const remaining = errors();
      const after = new Map(fix.changes.map((change) => [change.fileName, textOf(change.fileName)]));
      for (const [file, text] of before) setText(file, text);
      if (remaining.length < left.length && (best === null || remaining.length < best.remaining.length))
        best = { remaining, after, description: fix.description };
    }
    if (best !== null) break;
  }
  if (best === null) break;
  for (const [file, text] of best.after) setText(file, text);
  used.push(best.description);
  left = errors();
}

if (used.length > 0)
  for (const [file, text] of texts) if (text !== ts.sys.readFile(file)) fs.writeFileSync(file, text);
console.log(used.length === 0
  ? "TypeScript offers no fix that makes its " + atFirst + " errors fewer."
  : "TypeScript's own fixes: " + used.join("; ") + ". Errors before " + atFirst + ", after " + left.length + ".");
`;
