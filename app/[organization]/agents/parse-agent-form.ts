const pathPattern = /^(?:model|limits)\.[\w.]+$/;

type Tree = { [key: string]: unknown };

/** What a person wrote into the form, in the shape of an agent's options. What is empty is left to its default. */
export function parseAgentForm(form: FormData): { name: string; options: Tree; secret: string | undefined } {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const kind = text("kind");
  const options: Tree = { kind };
  for (const [path, value] of form.entries()) {
    if (!pathPattern.test(path) || typeof value !== "string" || value.trim() === "") continue;
    put(options, path.split("."), plain(path, value.trim()));
  }
  const lines = (name: string) => text(name).split(/\r?\n/).filter(Boolean);
  if (kind === "acp") options.preset = text("preset");
  if (kind === "acp") options.permissionMode = text("permissionMode") || "default";
  if (kind === "actions" && text("workflow") !== "") options.workflow = text("workflow");
  if (kind === "rest") {
    options.preset = text("restPreset");
    options.url = text("url");
    if (text("codegenOrganization") !== "") options.codegenOrganization = Number(text("codegenOrganization"));
  }
  if (kind === "acp" || kind === "command") {
    if (lines("command").length > 0) options.command = lines("command");
    options.environment = Object.fromEntries(
      lines("environment").map((line) => {
        const sign = line.indexOf("=");
        return sign < 0 ? [line, ""] : [line.slice(0, sign), line.slice(sign + 1)];
      }),
    );
  }
  if (kind === "command" && form.get("usesModel") === null) options.model = null;
  return { name: text("name"), options, secret: text("secret") || undefined };
}

function put(tree: Tree, [first = "", ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    tree[first] = value;
    return;
  }
  const inner = (tree[first] ?? {}) as Tree;
  tree[first] = inner;
  put(inner, rest, value);
}

/** Numbers for what is a number by its name. A word there stays a word, so that the schema can refuse it. */
function plain(path: string, value: string): unknown {
  const isNumber = path.startsWith("limits.") || path.startsWith("model.price.");
  return isNumber && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
}
