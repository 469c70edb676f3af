import { denied, judged } from "@/lib/sandbox/system-calls/denied";

/**
 * One attempt to get out, or to carry something out. Its script prints BREACH, or the canary itself, when it succeeded, and
 * HELD when it tried and failed; one that prints neither was not tried and fails the suite.
 */
export interface Probe {
  name: string;
  command: readonly [string, ...string[]];
  /** Whether it is shown to succeed in a plain process; else why that cannot be shown. */
  control: "succeeds" | "succeeds as root" | { none: string };
  /** Looked at from outside afterwards; true where the probe had an effect there. */
  happened?: (world: World) => boolean | Promise<boolean>;
  /** Given the way to the model. */
  withEndpoint?: boolean;
  /** Asks the kernel itself, so that an emulated kernel may well say yes: nothing of the host is touched. */
  asksKernel?: boolean;
}

/** What stands outside, for the probes to reach for. They are told where it is, never what the canary is. */
export interface World {
  canary: string;
  /** A folder of ours, and a file with the canary in it. */
  folder: string;
  secretFile: string;
  /** A server on our loopback that answers with the canary, and how often anybody came. */
  port: number;
  visits: () => number;
  modelPort: number;
  socket: string;
  /** A process of ours that holds the canary in its arguments and its environment. */
  victim: { pid: number; ended: () => Promise<boolean> };
}

export const shell = (script: string): Probe["command"] => ["/bin/sh", "-c", script];
export const node = (script: string): Probe["command"] => ["node", "-e", script];
export const perl = (script: string): Probe["command"] => ["perl", "-e", script];

/** Succeeds when the shell text exits with 0. */
export const whether = (script: string): Probe["command"] =>
  shell(`if ( ${script} ) 2>/dev/null; then echo BREACH; else echo HELD; fi`);

/** Succeeds where one of the paths leads to something. By the shell alone: `ls` itself fails in some kernels. */
export const sees = (...patterns: readonly string[]): Probe["command"] =>
  whether(`for path in ${patterns.join(" ")}; do [ -e "$path" ] && exit 0; done; exit 1`);

/** Prints what could be read, so that the canary in it tells. */
export const reading = (script: string): Probe["command"] => shell(`( ${script} ) 2>/dev/null; echo HELD`);

const numbers: Readonly<Record<string, readonly [number, number | null]>> = { ...denied, ...judged };

/**
 * Makes a system call with arguments that do no harm. Refused as forbidden or as unknown it held; any other error means that
 * the kernel went on to look at the arguments.
 */
export function systemCall(name: string, args: string): Probe {
  const number = numbers[name]?.[process.arch === "arm64" ? 1 : 0];
  // Perl hands a text over by its address, which a literal has not.
  const given = args.replace(/"[^"]*"/g, (text) => `(my $text${text.length} = ${text})`);
  const refused = "$! == 1 || $! == 38 || $! == 97";
  return {
    name: `system call ${name}`,
    command:
      number === null || number === undefined
        ? shell("echo HELD")
        : perl(
            `my $b = "\\0" x 256; my $r = syscall(${[number, given].filter(Boolean).join(", ")}); print(($r == -1 && (${refused})) ? "HELD $!" : "BREACH $!");`,
          ),
    control: "succeeds as root",
    asksKernel: true,
  };
}
