import { rules } from "@secretlint/secretlint-rule-preset-recommend";
import type { Rule } from "./rule";
import type { TextRange } from "./text-range";

// secretlint's core runs rules behind promises because some rules of files are asynchronous. The rules of text are
// not, so they are driven directly: the gate stays a plain function of text.

const PRESET = "@secretlint/secretlint-rule-";

const LEFT_OUT = new Set([
  // It lets a text switch off the other rules (`secretlint-disable`): here the text is written by strangers.
  `${PRESET}filter-comments`,
  // These report the whole URL, host included; our own rule takes the password only.
  `${PRESET}database-connection-string`,
  `${PRESET}basicauth`,
  // Matches a whole key in one pattern of ten thousand characters; our own scan also finds keys that were cut off.
  `${PRESET}privatekey`,
  // Reports twelve digits after "account id", which is no secret; key ids and keys are found by shape and by name.
  `${PRESET}aws`,
  // The range it reports for `_authToken=` is that of the name, not of the token.
  `${PRESET}npm`,
]);

/** Leads of the rules that we know, by the name of the rule. Of the one for Google it is a key file as a whole. */
const LEADS: Readonly<Record<string, readonly string[]>> = {
  slack: ["xox", "xapp-", "hooks.slack.com/services/"],
  openai: ["sk-"],
  anthropic: ["sk-ant-api0"],
  groq: ["gsk_"],
  huggingface: ["hf_"],
  linear: ["lin_api_"],
  notion: ["ntn_"],
  sendgrid: ["sg."],
  shopify: ["shppa_", "shpca_", "shpat_", "shpss_"],
  github: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
  gitlab: ["glpat-"],
  grafana: ["glc_", "glsa_"],
  "1password": ["ops_ey"],
  "hashicorp-vault": ["hvs.", "hvb.", "hvr."],
  vercel: ["vcp_", "vci_", "vca_", "vcr_", "vck_"],
  databricks: ["dapi"],
  docker: ["dckr_pat_"],
  figma: ["figd_"],
};

let sink: TextRange[] = [];

const context = {
  sharedOptions: {},
  createTranslator: () => () => ({ message: "", messageId: "", data: undefined }),
  report: ({ range }: { range: readonly [number, number] }) => {
    sink.push({ start: range[0], end: range[1] });
  },
  ignore: () => {},
};

/** secretlint's recommended rules. One whose leads we do not know, such as a new one, searches every text. */
export const secretlintRules: readonly Rule[] = rules
  .filter((rule) => rule.meta.type === "scanner" && !LEFT_OUT.has(rule.meta.id))
  .map((rule) => {
    const handler = rule.create(context, {});
    const leads = LEADS[rule.meta.id.slice(PRESET.length)] ?? null;
    return {
      leads: leads ?? (rule.meta.id === `${PRESET}gcp` ? ["private_key_id"] : null),
      scope: leads ? "line" : "text",
      find(text) {
        const found: TextRange[] = [];
        sink = found;
        void handler.file?.(sourceOf(text));
        return found;
      },
    };
  });

function sourceOf(text: string) {
  return {
    hasBOM: false,
    content: text,
    filePath: undefined,
    physicalFilePath: undefined,
    contentType: "text" as const,
    ext: "",
    getFilePath: () => undefined,
    getPhysicalFilePath: () => undefined,
    locationToRange: unasked,
    rangeToLocation: unasked,
    positionToIndex: unasked,
    indexToPosition: unasked,
  };
}

function unasked(): never {
  throw new Error("A secretlint rule asked for line and column: it is not one of text alone.");
}
