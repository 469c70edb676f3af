/** A form of secret: `words` of which one must stand in the text, so that the pattern is seldom run. */
export interface SecretPattern {
  id: string;
  words: readonly string[];
  /** The part to hide is the group `secret`, or the whole match. */
  pattern: RegExp;
}

/** What secretlint's preset does not know or finds only in part. Formats as their issuers document them. */
export const secretPatterns: readonly SecretPattern[] = [
  { id: "github-token", words: ["gh"], pattern: /\bgh[opsur]_[A-Za-z0-9_.-]{20,}/g },
  { id: "github-fine-grained", words: ["github_pat_"], pattern: /\bgithub_pat_\w{20,}/g },
  { id: "jwt", words: ["eyJ"], pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g },
  { id: "bearer", words: ["earer "], pattern: /\b[Bb]earer (?<secret>[\w.~+/=-]{12,})/g },
  { id: "basic", words: ["asic "], pattern: /\b[Aa]uthorization: [Bb]asic (?<secret>[\w+/=-]{8,})/g },
  { id: "aws-key-id", words: ["AKIA", "ASIA"], pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  { id: "circleci", words: ["CCIPAT_", "CCIPRJ_"], pattern: /\bCCIP(?:AT|RJ)_[\w-]{10,}/g },
  {
    id: "stripe",
    words: ["k_live_", "k_test_", "whsec_"],
    pattern: /\b(?:[rs]k_(?:live|test)|whsec)_[A-Za-z0-9+/=]{10,}/g,
  },
  { id: "google-api-key", words: ["AIza"], pattern: /\bAIza[\w-]{30,}/g },
  { id: "google-oauth", words: ["ya29."], pattern: /\bya29\.[\w-]{20,}/g },
  { id: "sentry", words: ["sntry"], pattern: /\bsntry[su]_[\w+/=-]{20,}/g },
  { id: "npm", words: ["npm_"], pattern: /\bnpm_[A-Za-z0-9]{30,}/g },
  {
    id: "gitlab",
    words: ["glpat-", "glrt-", "gldt-", "glptt-", "glcbt-"],
    pattern: /\bgl(?:pat|rt|dt|ptt|cbt)-[\w.-]{16,}/g,
  },
  {
    id: "slack",
    words: ["xox", "xapp-", "hooks.slack.com"],
    pattern: /\bxox[abeoprs]-[\w-]{10,}|\bxapp-[\w-]{10,}|hooks\.slack\.com\/services\/[\w/]{20,}/g,
  },
  { id: "model-key", words: ["sk-"], pattern: /\bsk-[\w-]{20,}/g },
  { id: "pypi", words: ["pypi-"], pattern: /\bpypi-[\w-]{50,}/g },
  {
    id: "url-password",
    words: ["://"],
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@'"]{0,100}:(?<secret>[^\s/@'"]{1,200})@/g,
  },
  {
    id: "assignment",
    words: ["PASS", "SECRET", "TOKEN", "API_KEY", "APIKEY", "ACCESS_KEY", "PRIVATE_KEY", "CREDENTIAL"],
    pattern:
      /\b[A-Z][A-Z0-9_]{0,40}(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE_KEY|CREDENTIALS?)(?:_[A-Z0-9]{1,20})?["']?\s{0,2}[=:]\s{0,2}["']?(?<secret>[^\s"'$*,;{}()[\]<>]{6,500})/g,
  },
];
