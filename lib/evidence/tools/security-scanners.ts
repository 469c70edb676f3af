import { blockFamily } from "./headed-block";

/** Scanners for weaknesses, secrets and vulnerable packages, as they write for people. */
export const securityScanners = blockFamily(
  "security-scanners",
  [
    "cve-0000-0",
    "^severity: ",
    "^finding: ",
    "detector type: ",
    ">> issue: [",
    "check: ckv",
    "ghsa-",
    "pysec-0000-",
    "osv.dev/",
    "^crate:  ",
  ],
  [
    {
      tool: "trivy",
      head: /^[│|] (?<message>[^\s│|]* +[│|] (?<code>(?:CVE|GHSA)-[\w-]+) +[│|] (?:LOW|MEDIUM|HIGH|CRITICAL|UNKNOWN) +[│|].*)[│|]$/,
      details: [],
      linesMax: 1,
      severity: "error",
    },
    {
      tool: "npm-audit",
      head: /^Severity: (?<code>\w+)$/,
      details: [/^(?<message>\S.* - https:\/\/\S+)$/],
      linesMax: 3,
      severity: "error",
    },
    {
      tool: "gitleaks",
      // What stands behind "Finding" holds the secret itself: the rule's name is all that is told.
      head: /^Finding: {1,8}\S.*$/,
      details: [/^RuleID: +(?<message>(?<code>\S+))$/, /^File: +(?<file>\S.*)$/, /^Line: +(?<line>\d+)$/],
      linesMax: 12,
      severity: "error",
    },
    {
      tool: "trufflehog",
      head: /^Detector Type: (?<message>(?<code>\S.*))$/,
      details: [/^File: (?<file>\S.*)$/, /^Line: (?<line>\d+)$/],
      end: /^$/,
      linesMax: 16,
      severity: "error",
    },
    {
      tool: "pip-audit",
      head: /^(?<message>[A-Za-z][\w.-]* +\d[\w.+!]* +(?<code>(?:PYSEC|GHSA|CVE)-[\w-]+)(?: .*)?)$/,
      details: [],
      linesMax: 1,
      severity: "error",
    },
    {
      tool: "osv-scanner",
      head: /^[|│] (?<message>https:\/\/osv\.dev\/(?<code>[\w-]+) .*)[|│]$/,
      details: [],
      linesMax: 1,
      severity: "error",
    },
    {
      tool: "cargo-audit",
      head: /^Crate: +\S+$/,
      details: [/^Title: +(?<message>\S.*)$/, /^ID: +(?<code>RUSTSEC-[\d-]+)$/],
      end: /^$/,
      linesMax: 12,
      severity: "error",
    },
    {
      tool: "bandit",
      head: /^>> Issue: \[(?<code>B\d+):\w+\] (?<message>.*)$/,
      details: [/^\s+Location: (?:\.\/)?(?<file>[^:]+):(?<line>\d+)(?::(?<column>\d+))?$/],
      linesMax: 6,
      severity: "warning",
    },
    {
      tool: "checkov",
      head: /^Check: (?<code>CKV\w+): "(?<message>.*)"$/,
      details: [/^\s+FAILED for resource: .*$/, /^\s+File: (?<file>[^:]+):(?<line>\d+)-\d+$/],
      linesMax: 3,
      severity: "error",
    },
  ],
);
