import type { LockedPackage } from "./locked-package";

/** Kinds of registry; the operator names one address of each. */
export const registryKinds = ["npm", "python"] as const;
export type RegistryKind = (typeof registryKinds)[number];

/** Where the one registry of each kind is reached; null where the operator named none. */
export type Registries = Readonly<Record<RegistryKind, string | null>>;

/** The setting in which an operator names the registry. */
export const registrySettings: Readonly<Record<RegistryKind, string>> = {
  npm: "REGREEN_NPM_REGISTRY",
  python: "REGREEN_PYTHON_REGISTRY",
};

export interface PlainFile {
  /** Relative to the folder. */
  path: string;
  text: string;
}

/** One command in a folder that holds nothing but the files below. */
export interface Step {
  command: readonly [string, ...string[]];
  environment?: Readonly<Record<string, string>>;
  /** Whether it may reach the registry; the others reach nothing at all. */
  reachesRegistry: boolean;
}

/** A folder with the little that a package manager needs, and what it is to do there. */
export interface Work {
  files: readonly PlainFile[];
  steps: readonly Step[];
}

/** A folder that the installation makes, as tests need to find it in the tree. */
export interface Place {
  path: string;
  /** Folders inside to which tools write while they run; each gets one in memory. */
  scratch: readonly string[];
  /** Folder inside whose programs commands find first; null where a runner finds them by itself. */
  programs: string | null;
}

export type ReadTree =
  /** Its lock file is not in the tree. */
  | { kind: "absent" }
  | { kind: "refused"; reason: string }
  | {
      kind: "read";
      /** How many packages the lock file names; null where only the program can tell. */
      packages: number | null;
      places: readonly Place[];
      /** `registryUrl` ends with a slash. Whatever registry a lock file names, it is asked here. */
      install(registryUrl: string): Work;
      /** Who has to be told what the lock file leaves open; null where it leaves nothing open. */
      caution: string | null;
    };

/**
 * One manager of packages. What it reads is a pull request's: only manifests and lock files are taken from there, each
 * a plain file, never a setting, a hook or a program of the tree.
 */
export interface PackageManager {
  readonly title: string;
  /** Of one language only the first manager whose lock file is there is asked. */
  readonly language: "JavaScript" | "Python";
  readonly registry: RegistryKind;
  readonly lockFile: string;
  /** Says the program's version where it is here and can work. */
  readonly probe: readonly [string, ...string[]];
  /** Why a version cannot read this lock file; null where it can. */
  refuses(version: string): string | null;
  read(treeDirectory: string): Promise<ReadTree>;
  /** Brings the lock file to the manifests, as the repository's developers would. */
  readonly update: LockFileTask | null;
  /** Raises packages with known weaknesses within the ranges of the manifests. */
  readonly audit: AuditTask | null;
}

/** Work on the lock file alone. */
export interface LockFileTask {
  /** Why a lock file made without the tree's hooks and patches would not be the repository's; null where it would. */
  handsOver(treeDirectory: string): Promise<string | null>;
  /** The form of a lock file as it says itself: other versions of the program write another, which those of before cannot read. */
  formOf(lockText: string): string | null;
  /** What a lock file names besides the repository's own packages; null for a text that is none. */
  packagesIn(lockText: string): readonly LockedPackage[] | null;
  /** What the program says where its check finds what this work repairs, and not where anything else goes wrong. */
  readonly symptom: RegExp;
  work(treeDirectory: string, registryUrl: string): Promise<Work>;
  /** The new lock file without a word of where we asked: addresses as the one before had them. */
  restore(lockText: string, before: string): string;
}

export interface AuditTask extends LockFileTask {
  /** Asks what is known of the packages that the lock file names. Exit code 0: nothing of that weight or above. */
  check(treeDirectory: string, registryUrl: string, level: string | null): Promise<Work>;
}
