import { blockFamily, type HeadedBlock } from "./headed-block";

function said(tool: string, head: RegExp): HeadedBlock {
  return { tool, head, details: [], linesMax: 1, severity: "error" };
}

/** Docker builds, deployments to Vercel, and database migrations. */
export const deploymentTools = blockFamily(
  "deployment-tools",
  [
    "failed to solve",
    "dockerfile parse error",
    "executor failed running",
    "returned a non-zero code",
    "^error: command ",
    "^error: no output directory",
    "^error: the vercel",
    "^error: vercel",
    "error: p0000",
    "error code: p0000",
    "can't locate revision",
    "multiple head revisions",
    "target database is not up to date",
    "pendingmigrationerror",
    "later migrations canceled",
    "^error: migration ",
    "migrations have failed validation",
    "conflicting migrations detected",
    "django.db.",
    "migration file ",
    "liquibase.exception",
    "undefinedtable",
    "template: ",
    "parse error at (",
  ],
  [
    said("docker", /^(?:ERROR: )?failed to solve: (?<message>.*)$/),
    said(
      "docker",
      /^(?<file>Dockerfile\S*)? ?(?:Error response from daemon: )?(?:dockerfile parse error:? (?:on )?line (?<line>\d+): (?<message>.*))$/i,
    ),
    said("docker", /^(?<message>The command '.*' returned a non-zero code: \d+)$/),
    said(
      "vercel",
      /^Error: (?<message>(?:Command "[^"]{1,200}" exited with \d{1,4}|No Output Directory named|The Vercel|Vercel ).*)$/,
    ),
    {
      tool: "migrations",
      head: /^Error: (?<code>P\d{4})$/,
      details: [/^(?<message>\S.*)$/],
      linesMax: 3,
      severity: "error",
    },
    said("migrations", /^Error: (?<code>P\d{4}):? (?<message>.*)$/),
    said(
      "helm",
      /^(?:Error: |\[ERROR\] )?(?:templates\/: )?(?:template: |parse error at \()(?<file>[^\s:()]+\.(?:ya?ml|tpl|txt)):(?<line>\d+)(?::(?<column>\d+))?[:)]:? (?<message>\S.*)$/,
    ),
    {
      tool: "migrations",
      head: /^(?:Database error code|Error code): (?<code>P?\d{4,5})(?:: (?<message>.*))?$/,
      details: [/^(?:Database error: )?(?<message>\S.*)$/],
      linesMax: 4,
      severity: "error",
    },
    said(
      "migrations",
      /^(?:FAILED|ERROR)(?: \[[\w.]+\])?:? (?<message>(?:Can't locate revision|Multiple head revisions|Target database is not up to date).*)$/,
    ),
    said("migrations", /^(?<code>ActiveRecord::PendingMigrationError):? ?(?<message>.*)$/),
    {
      tool: "migrations",
      head: /^(?:StandardError: )?An error has occurred, (?:this and )?all later migrations canceled:$/,
      details: [/^(?<message>\S.*)$/],
      linesMax: 4,
      severity: "error",
    },
    said("migrations", /^(?:ERROR: )(?<message>Migration (?:of schema|\S+ ).* failed.*)/),
    said("migrations", /^(?:ERROR: )?(?<message>(?:Validate failed: )?Migrations have failed validation.*)$/),
    said("migrations", /^(?:CommandError: )(?<message>Conflicting migrations detected.*)$/),
    said("migrations", /^(?<code>django\.db\.(?:migrations|utils)\.[\w.]+): (?<message>.*)$/),
    said("migrations", /^(?<message>migration file "(?<file>[^"]+)" failed.*)$/),
    said("migrations", /^(?<code>(?:sqlalchemy|psycopg2?)\.[\w.]+): (?<message>.*UndefinedTable.*)/),
    said("migrations", /^(?:.{0,200} )?(?<code>liquibase\.exception\.\w{1,60}): (?<message>.*)$/),
  ],
);
