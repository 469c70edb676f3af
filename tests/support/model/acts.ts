/** What a scripted model does next, in words that each vendor's tools translate. */
export type Act =
  | { kind: "read"; path: string }
  | { kind: "edit"; path: string; before: string; after: string }
  | { kind: "run"; command: string }
  | { kind: "end"; words: string };

/** One call of a tool, as the vendors' protocols carry it. */
export interface ToolCall {
  name: string;
  input: Record<string, unknown>;
}

type Translation = {
  [K in Exclude<Act["kind"], "end">]: (act: Extract<Act, { kind: K }>, cwd: string) => ToolCall;
};

const at = (cwd: string, path: string) => (cwd === "" ? path : `${cwd}/${path}`);

/** Single quotes for a shell. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The tools of one agent each, recognised by a name that only it has. */
const families: readonly { has: readonly string[]; translate: Translation }[] = [
  {
    has: ["edit_file", "run_command"], // our own
    translate: {
      read: ({ path }) => ({ name: "read_file", input: { path } }),
      edit: ({ path, before, after }) => ({
        name: "edit_file",
        input: { path, old_text: before, new_text: after },
      }),
      run: ({ command }) => ({ name: "run_command", input: { command } }),
    },
  },
  {
    has: ["view", "edit", "bash"], // Copilot CLI
    translate: {
      read: ({ path }, cwd) => ({ name: "view", input: { path: at(cwd, path) } }),
      edit: ({ path, before, after }, cwd) => ({
        name: "edit",
        input: { path: at(cwd, path), old_str: before, new_str: after },
      }),
      run: ({ command }) => ({ name: "bash", input: { command, description: "Run the tests" } }),
    },
  },
  {
    has: ["edit", "bash"], // opencode
    translate: {
      read: ({ path }, cwd) => ({ name: "read", input: { filePath: at(cwd, path) } }),
      edit: ({ path, before, after }, cwd) => ({
        name: "edit",
        input: { filePath: at(cwd, path), oldString: before, newString: after },
      }),
      run: ({ command }) => ({ name: "bash", input: { command, description: "Run the tests" } }),
    },
  },
  {
    has: ["Edit", "Bash"], // Claude Code
    translate: {
      read: ({ path }, cwd) => ({ name: "Read", input: { file_path: at(cwd, path) } }),
      edit: ({ path, before, after }, cwd) => ({
        name: "Edit",
        input: { file_path: at(cwd, path), old_string: before, new_string: after },
      }),
      run: ({ command }) => ({ name: "Bash", input: { command, description: "Run the tests" } }),
    },
  },
  {
    has: ["replace", "run_shell_command"], // Gemini CLI
    translate: {
      read: ({ path }, cwd) => ({ name: "read_file", input: { file_path: at(cwd, path) } }),
      edit: ({ path, before, after }, cwd) => ({
        name: "replace",
        input: {
          file_path: at(cwd, path),
          old_string: before,
          new_string: after,
          instruction: "Repair the failing test.",
        },
      }),
      run: ({ command }) => ({ name: "run_shell_command", input: { command } }),
    },
  },
  {
    has: ["exec_command"], // Codex
    translate: shellOnly((command) => ({ name: "exec_command", input: { cmd: command } })),
  },
  {
    has: ["shell_command"], // Codex, other models
    translate: shellOnly((command) => ({ name: "shell_command", input: { command } })),
  },
];

function shellOnly(call: (command: string) => ToolCall): Translation {
  return {
    read: ({ path }) => call(`cat ${quoted(path)}`),
    edit: ({ path, before, after }) =>
      call(
        `node -e ${quoted(
          "const fs=require('fs');const [f,a,b]=process.argv.slice(1);const t=fs.readFileSync(f,'utf8');fs.writeFileSync(f,t.replace(a,()=>b))",
        )} ${quoted(path)} ${quoted(before)} ${quoted(after)}`,
      ),
    run: ({ command }) => call(command),
  };
}

/** The call for an act with the tools that a request offers; null where it offers none that fit: a side question. */
export function toolCallFor(
  act: Exclude<Act, { kind: "end" }>,
  offered: readonly string[],
  cwd: string,
): ToolCall | null {
  const family = families.find(({ has }) => has.every((name) => offered.includes(name)));
  if (family === undefined) return null;
  const { translate } = family;
  switch (act.kind) {
    case "read":
      return translate.read(act, cwd);
    case "edit":
      return translate.edit(act, cwd);
    case "run":
      return translate.run(act, cwd);
  }
}
