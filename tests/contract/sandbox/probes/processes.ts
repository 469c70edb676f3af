import { type Probe, perl, reading, sees, shell, systemCall, whether } from "./probe";

const leftBehind = async ({ canary }: { canary: string }): Promise<boolean> => {
  const { execFileSync } = await import("node:child_process");
  const lines = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" }).split("\n");
  const left = lines.filter((line) => line.includes(`left-${canary.slice(-8)}`) && !line.includes("ps -eo"));
  for (const line of left) process.kill(Number(line.trim().split(" ")[0]), "SIGKILL");
  return left.length > 0;
};

/** Leaves a process that is found by its name from outside. */
const leaving = (script: string) =>
  shell(`exec 1>&- 2>&-; name="left-$(printf %s "$ABSTRACT" | tail -c 8)"; ${script}; exec true`);

const aDaemonOfTheEnd = {
  none: "A plain process ends such a daemon too, where control groups can be made.",
} as const;

export const processes: readonly Probe[] = [
  {
    name: "our environment in our processes",
    command: reading("cat /proc/[0-9]*/environ | tr '\\0' '\\n'"),
    control: "succeeds",
  },
  {
    name: "our environment in its own",
    command: reading("env; tr '\\0' '\\n' < /proc/self/environ"),
    control: { none: "No back end hands it on." },
  },
  {
    name: "our environment in process 1",
    command: reading("tr '\\0' '\\n' < /proc/1/environ; tr '\\0' '\\n' < /proc/$PPID/environ"),
    control: { none: "A plain process has another first process." },
  },
  {
    name: "our arguments",
    command: reading("cat /proc/[0-9]*/cmdline | tr '\\0' '\\n'"),
    control: "succeeds",
  },
  { name: "the list of our processes", command: reading("ps -eo args"), control: "succeeds" },
  {
    name: "the open files of our processes",
    command: sees('"/proc/$VICTIM_PID/fd/0"'),
    control: "succeeds",
  },
  {
    name: "the memory of our processes",
    command: whether("[ -r /proc/$VICTIM_PID/maps ] && head -c1 /proc/$VICTIM_PID/maps | grep -q ."),
    control: "succeeds",
  },
  {
    name: "ending a process of ours",
    command: reading("kill -9 $VICTIM_PID"),
    control: "succeeds",
    happened: ({ victim }) => victim.ended(),
  },
  {
    name: "a descriptor that we left open",
    command: perl(
      `print "HELD"; for (3 .. 255) { my $to = readlink("/proc/self/fd/$_") or next; $to eq "/dev/null" or print " BREACH $_ $to" }`,
    ),
    control: { none: "Node closes its descriptors on every start." },
  },
  {
    name: "a higher priority",
    command: whether("renice -n -5 -p $$"),
    control: "succeeds as root",
    asksKernel: true,
  },
  {
    name: "a privilege of any kind",
    command: whether("! grep -q 'CapEff:.0*$' /proc/self/status"),
    control: "succeeds as root",
    asksKernel: true,
  },
  {
    name: "a program that gives privileges",
    command: whether("grep -q 'NoNewPrivs:.0' /proc/self/status"),
    control: "succeeds",
    asksKernel: true,
  },
  {
    name: "being root",
    command: whether("[ $(id -u) = 0 ]"),
    control: "succeeds as root",
    asksKernel: true,
  },
  {
    name: "more open files than allowed",
    command: whether("ulimit -Hn 1000000"),
    control: { none: "Set for a plain process too." },
  },
  {
    name: "a larger file than allowed",
    command: whether("ulimit -f unlimited || truncate -s 3G large"),
    control: { none: "Set for a plain process too." },
  },
  {
    name: "a daemon with a session of its own",
    command: leaving(
      'setsid -f sh -c "exec -a $name sleep 97" || setsid -f perl -e "\\$0=q($name); sleep 97"',
    ),
    control: aDaemonOfTheEnd,
    happened: leftBehind,
  },
  {
    name: "a daemon that ignores every signal",
    command: leaving('setsid -f perl -e "\\$0=q($name); \\$SIG{\\$_}=q(IGNORE) for keys %SIG; sleep 97"'),
    control: aDaemonOfTheEnd,
    happened: leftBehind,
  },
  {
    name: "a daemon that forks twice",
    command: perl(
      `my $n = "left-" . substr($ENV{ABSTRACT}, -8); if (!fork) { use POSIX; POSIX::setsid(); if (!fork) { $0 = $n; close STDOUT; close STDERR; sleep 97 } exit } print "HELD";`,
    ),
    control: aDaemonOfTheEnd,
    happened: leftBehind,
  },
  { ...systemCall("ptrace", "16, $ENV{VICTIM_PID}, 0, 0"), name: "tracing a process of ours" },
  {
    ...systemCall("process_vm_readv", "$ENV{VICTIM_PID}, $b, 0, $b, 0, 0"),
    name: "reading a process of ours",
  },
];
