import type { ProposedChange } from "./proposed-change";

/** The workflow's file name unless a person chose another. */
export const agentWorkflowName = "regreen-agent.yml";
/** Of the artifact that the workflow hands back, and of the files in it: the tree, and what the agent said where it says something. */
export const agentTreeName = "regreen-tree";
export const agentTreeFile = "tree.tar.gz";
export const agentWordsFile = "words.txt";

const minutesMax = 30;
const placeholder = [
  "          # Put your agent here: it reads $RUNNER_TEMP/prompt.md or $RUNNER_TEMP/brief.json",
  "          # and edits the files of this folder. Its key is a secret of this repository.",
  `          # What it says at its end may go to $RUNNER_TEMP/regreen/${agentWordsFile}.`,
  "          exit 1",
];

/**
 * The workflow with which an agent works in a repository's own GitHub Actions. Its inputs name objects of the repository and
 * hold no secret; its token may read the contents and nothing else; what it hands back goes through the patch gate. A dispatched
 * run belongs to the default branch, so the pull request's code in it could write that branch's cache, which
 * `cache-mode` shuts: https://github.blog/changelog/2026-09-10-control-github-actions-cache-access-with-cache-mode
 */
export function proposeAgentWorkflow(): ProposedChange {
  const lines = workflowLines(placeholder);
  const path = `.github/workflows/${agentWorkflowName}`;
  return {
    title: "Let agents work in your GitHub Actions",
    why: "Regreen starts this workflow for a failing commit and takes back the files. It must be on the default branch, so that no pull request changes it.",
    form: "diff",
    file: path,
    text: [
      "--- /dev/null",
      `+++ b/${path}`,
      `@@ -0,0 +1,${lines.length} @@`,
      ...lines.map((line) => `+${line}`),
      "",
    ].join("\n"),
  };
}

/** The text of the file, with the lines that start the agent, each indented by ten spaces. */
export function agentWorkflowText(run: readonly string[]): string {
  return `${workflowLines(run).join("\n")}\n`;
}

/** A value that GitHub puts in. */
const expression = (name: string) => `\${{ ${name} }}`;

function workflowLines(run: readonly string[]): string[] {
  return [
    "name: Regreen agent",
    "",
    "on:",
    "  workflow_dispatch:",
    "    inputs:",
    "      commit: { description: Set by Regreen, required: true, type: string }",
    "      brief: { description: Set by Regreen, required: true, type: string }",
    "      prompt: { description: Set by Regreen, required: true, type: string }",
    "",
    "permissions: {}",
    "",
    "jobs:",
    "  repair:",
    "    runs-on: ubuntu-latest",
    `    timeout-minutes: ${minutesMax}`,
    "    permissions:",
    "      contents: read",
    "    # It runs on the default branch, whose cache other workflows trust.",
    "    cache-mode: none",
    "    steps:",
    "      - uses: actions/checkout@v4",
    "        with:",
    `          ref: ${expression("inputs.commit")}`,
    "          persist-credentials: false",
    "      - name: Fetch the brief",
    "        env:",
    `          TOKEN: ${expression("github.token")}`,
    `          BRIEF: ${expression("inputs.brief")}`,
    `          PROMPT: ${expression("inputs.prompt")}`,
    "        run: |",
    "          fetch() {",
    '            curl --fail --silent --show-error -H "authorization: Bearer $TOKEN" \\',
    '              -H "accept: application/vnd.github.raw+json" \\',
    '              -o "$RUNNER_TEMP/$1" "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/git/blobs/$2"',
    "          }",
    '          mkdir "$RUNNER_TEMP/regreen"',
    '          fetch brief.json "$BRIEF"',
    '          fetch prompt.md "$PROMPT"',
    "      - name: Repair",
    "        run: |",
    ...run,
    "      - name: Pack the files",
    "        if: always()",
    "        run: |",
    "          git add --all",
    "          # The bytes that a commit would have, whatever attributes do to line ends and exports.",
    `          echo '* -text -filter -ident -working-tree-encoding -export-ignore -export-subst' > .git/info/attributes`,
    `          git archive --format tar.gz --output "$RUNNER_TEMP/regreen/${agentTreeFile}" "$(git write-tree)"`,
    "      - uses: actions/upload-artifact@v4",
    "        if: always()",
    "        with:",
    `          name: ${agentTreeName}`,
    `          path: ${expression("runner.temp")}/regreen`,
    "          if-no-files-found: error",
    "          compression-level: 0",
    "          retention-days: 1",
  ];
}
