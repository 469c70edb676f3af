import { SaxesParser } from "saxes";
import { parse } from "smol-toml";
import { z } from "zod";
import { locked, type NamedTool, named } from "./named-tool";
import { exactRule } from "./version-rule";

/** Plug-ins that a Gradle build applies by their name, in Groovy or Kotlin. Comments do not count. */
export function readGradleBuild(text: string, path: string): NamedTool[] {
  const [before = "", ...commented] = text.split("/*");
  const outside = [before, ...commented.map((part) => part.split("*/").slice(1).join("*/"))].join(" ");
  const code = outside.replace(/\/\/.*/g, "");
  const applied =
    /(?:\bid[\s(]{1,3}|\bapply\s{0,3}\(?\s{0,3}plugin\s{0,3}[:=]\s{0,3}|\bapply\s{0,3}plugin:\s{0,3})["']([\w.-]{1,100})["']/g;
  return [...code.matchAll(applied)].map(([, id = ""]) => named(`gradle:${id}`, path));
}

const Plugin = z.union([z.string(), z.object({ id: z.string() })]);
const Catalog = z.object({ plugins: z.record(z.string(), Plugin).catch({}) });

/** https://docs.gradle.org/current/userguide/version_catalogs.html */
export function readGradleCatalog(text: string, path: string): NamedTool[] {
  return Object.values(Catalog.parse(parse(text)).plugins).map((plugin) => {
    const [id = ""] = (typeof plugin === "string" ? plugin : plugin.id).split(":", 1);
    return named(`gradle:${id}`, path);
  });
}

/** The Gradle that the repository's wrapper would fetch. */
export function readGradleWrapper(text: string, path: string): NamedTool[] {
  const [, version] = /^distributionUrl=.{1,200}\/gradle-(\d[\d.]{0,20})-/m.exec(text) ?? [];
  return version === undefined ? [] : [locked("toolchain:gradle", path, exactRule(version))];
}

/** Artifacts that a Maven build names as plug-ins or dependencies. */
export function readMavenBuild(text: string, path: string): NamedTool[] {
  const parser = new SaxesParser();
  const tools: NamedTool[] = [];
  let element = "";
  parser.on("opentag", ({ name }) => {
    element = name;
  });
  parser.on("closetag", () => {
    element = "";
  });
  parser.on("text", (words) => {
    if (element === "artifactId") tools.push(named(`maven:${words.trim()}`, path));
  });
  parser.write(text).close();
  return tools;
}
