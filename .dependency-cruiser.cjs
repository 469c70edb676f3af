// Imports go one way: app, inngest → lib/loops, lib/auth → adapters → lib/domain.
// Each rule carries the sentence that whoever breaks it will read.

const adapters = "^lib/(ci|agents|model-proxy|sandbox|github|notify|flaky|db|vault|evidence|patch)/";

/** Adapters are neighbours that never meet: a verb in lib/loops brings their results together. */
const adaptersStrangers = [
  "ci",
  "agents",
  "model-proxy",
  "sandbox",
  "github",
  "notify",
  "flaky",
  "db",
  "vault",
  "evidence",
  "patch",
].map((name) => ({
  name: `${name}-knows-no-other-adapter`,
  comment: "Adapters do not know each other. Pass what you need as an argument, or compose in lib/loops.",
  severity: "error",
  from: { path: `^lib/${name}/` },
  to: { path: adapters, pathNot: `^lib/${name}/` },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment: "A cycle means two files are one concept, or a third is missing.",
      severity: "error",
      from: { pathNot: "generated/" },
      to: { circular: true },
    },
    {
      name: "domain-is-pure",
      comment:
        "lib/domain is pure: it imports zod and itself, nothing else, so that a decision can be read and tested alone.",
      severity: "error",
      from: { path: "^lib/domain/" },
      to: { pathNot: ["^lib/domain/", "^lib/assert\\.ts$", "^node_modules/zod/"] },
    },
    {
      name: "lib-knows-no-outer-layer",
      comment: "lib is the inside: app, components and inngest import it, never the other way round.",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(app|components|inngest)/" },
    },
    {
      name: "adapters-know-no-use-case",
      comment: "An adapter does what it is asked. The verbs in lib/loops and lib/auth call it.",
      severity: "error",
      from: { path: adapters },
      to: { path: "^lib/(loops|auth|standalone)/" },
    },
    ...adaptersStrangers,
    {
      name: "plug-ins-are-strangers",
      comment:
        "A CI provider, an agent or a sandbox can be taken out by its folder and its line in the registry. What two of them share stands beside both.",
      severity: "error",
      from: { path: "^lib/(ci|agents|sandbox)/([^/]+)/" },
      to: {
        path: "^lib/$1/[^/]+/",
        pathNot: [
          "^lib/$1/$2/",
          // Parts of every back end, and bubblewrap's walls, which stand inside of Anthropic's runtime once more.
          "^lib/sandbox/(control-groups|dependencies|model-endpoint|system-calls)/",
          "^lib/sandbox/bubblewrap/(arguments|descriptors)\\.ts$",
        ],
      },
    },
    {
      name: "only-the-registry-opens-a-plug-in",
      comment:
        "Who uses a provider, an agent or a sandbox asks the registry beside its folder. What is set, signed or received before there is one has a file of its own.",
      severity: "error",
      from: { path: "^(app|components|inngest|lib)/", pathNot: "^lib/(ci|agents|sandbox)/" },
      to: {
        path: "^lib/(ci|agents|sandbox)/[^/]+/",
        pathNot: [
          "^lib/ci/[^/]+/(access|account|connection|settings|signature|webhook)\\.ts$",
          "^lib/agents/(acp/presets|rest/contract|rest/signature)\\.ts$",
          "^lib/sandbox/(dependencies/|vercel-sandbox/client\\.ts$)",
        ],
      },
    },
    {
      name: "components-stay-on-the-surface",
      comment: "Components take data as props. They import types and pure functions of lib/domain only.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^lib/", pathNot: ["^lib/domain/", "^lib/assert\\.ts$"] },
    },
    {
      name: "prisma-lives-in-db",
      comment: "lib/db is the only importer of Prisma. Ask it, or add a named query to it.",
      severity: "error",
      from: { path: "^(app|components|inngest|lib)/", pathNot: ["^lib/db/", "^lib/standalone/migrate/"] },
      to: { path: ["@prisma/", "^node_modules/prisma/", "^lib/db/generated/"], pathNot: "next-auth" },
    },
    {
      name: "product-does-not-know-the-lab",
      comment: "The lab is reached through base URLs only, as GitHub Enterprise Server would be.",
      severity: "error",
      from: { path: "^(app|components|inngest|lib)/" },
      to: { path: "^tests/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["^\\.next", "^tests/lab/scenarios", "^tests/fixtures"] },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
