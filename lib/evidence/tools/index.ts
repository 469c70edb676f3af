import type { Family } from "../family";
import { ansibleLint } from "./ansible-lint";
import { buildTools } from "./build-tools";
import { bundlers } from "./bundlers";
import { cCompilers } from "./c-compilers";
import { deploymentTools } from "./deployment-tools";
import { documentationTools } from "./documentation-tools";
import { ecj } from "./ecj";
import { embeddedCompilers } from "./embedded-compilers";
import { erbLint } from "./erb-lint";
import { eslint } from "./eslint";
import { gfortran, nagFortran } from "./fortran";
import { ghc } from "./ghc";
import { goTools } from "./go-tools";
import { hardwareTools } from "./hardware-tools";
import { hlint } from "./hlint";
import { infrastructureLinters } from "./infrastructure-linters";
import { javadoc } from "./javadoc";
import { jscs } from "./jscs";
import { jvmCompilers } from "./jvm-compilers";
import { linkers } from "./linkers";
import { lintrunner } from "./lintrunner";
import { maven } from "./maven";
import { mavenEnforcer } from "./maven-enforcer";
import { modernCompilers } from "./modern-compilers";
import { msbuild } from "./msbuild";
import { otherLanguages } from "./other-languages";
import { packageManagers } from "./package-managers";
import { phpTables } from "./php-tables";
import { phpTools } from "./php-tools";
import { prettier } from "./prettier";
import { pydocstyle } from "./pydocstyle";
import { pythonLinters } from "./python-linters";
import { pythonSyntax } from "./python-syntax";
import { reek } from "./reek";
import { robotLint } from "./robot-lint";
import { rubyLinters } from "./ruby-linters";
import { rust } from "./rust";
import { rustfmt } from "./rustfmt";
import { scalac } from "./scalac";
import { scriptLinters } from "./script-linters";
import { securityScanners } from "./security-scanners";
import { semgrep } from "./semgrep";
import { shellcheck } from "./shellcheck";
import { spotless } from "./spotless";
import { tsc } from "./tsc";
import { webLinters } from "./web-linters";
import { workflowCommands } from "./workflow-commands";

/** One line a tool family; particular formats before general ones. */
export const tools: readonly Family[] = [
  lintrunner,
  tsc,
  eslint,
  prettier,
  workflowCommands,
  jscs,
  scriptLinters,
  scalac,
  modernCompilers,
  rust,
  pydocstyle,
  pythonSyntax,
  erbLint,
  reek,
  hlint,
  ghc,
  robotLint,
  spotless,
  rustfmt,
  shellcheck,
  phpTables,
  securityScanners,
  semgrep,
  packageManagers,
  deploymentTools,
  bundlers,
  ecj,
  gfortran,
  nagFortran,
  mavenEnforcer,
  javadoc,
  jvmCompilers,
  ansibleLint,
  infrastructureLinters,
  rubyLinters,
  pythonLinters,
  goTools,
  phpTools,
  webLinters,
  hardwareTools,
  embeddedCompilers,
  msbuild,
  linkers,
  documentationTools,
  cCompilers,
  buildTools,
  otherLanguages,
  maven,
];
