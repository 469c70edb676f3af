import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Probe, perl, reading, sees, shell, type World, whether } from "./probe";

/** True where a file of this name was made in our folder; it is taken away again. */
function made(name: string) {
  return ({ folder }: World): boolean => {
    const path = join(folder, name);
    const there = existsSync(path);
    rmSync(path, { force: true, recursive: true });
    return there;
  };
}

export const files: readonly Probe[] = [
  { name: "reading a file of ours", command: reading('cat "$SECRET_FILE"'), control: "succeeds" },
  {
    name: "reading it through a symbolic link in the tree",
    command: reading('ln -s "$SECRET_FILE" link; cat link'),
    control: "succeeds",
  },
  {
    name: "reading it through a hard link",
    command: reading('ln "$SECRET_FILE" hard; cat hard; rm -f hard'),
    control: "succeeds",
  },
  {
    name: "reading it through a link to its folder",
    command: reading('ln -s "$(dirname "$SECRET_FILE")" folder; cat folder/*'),
    control: "succeeds",
  },
  {
    name: "reading it through the root of process 1",
    command: reading('cat "/proc/1/root$SECRET_FILE"'),
    control: { none: "Process 1 of a container may have another root." },
  },
  {
    name: "reading it through the root of its own process",
    command: reading('cat "/proc/self/root$SECRET_FILE"'),
    control: "succeeds",
  },
  {
    name: "reading it through the working directory of a process of ours",
    command: reading('cat /proc/$VICTIM_PID/cwd/* "/proc/$VICTIM_PID/root$SECRET_FILE"'),
    control: "succeeds",
  },
  {
    name: "reading it with dots from the tree",
    command: reading('cat "../../../../../../../..$SECRET_FILE"'),
    control: "succeeds",
  },
  {
    name: "finding it by search",
    command: reading(
      'find /tmp /var /home /root /srv /opt -maxdepth 3 -name "$(basename "$SECRET_FILE")" -exec cat {} +',
    ),
    control: "succeeds",
  },
  {
    name: "the machine's password hashes",
    command: whether("head -c1 /etc/shadow | grep -q ."),
    control: "succeeds as root",
  },
  { name: "the machine's accounts", command: whether("grep -q '^root:' /etc/passwd"), control: "succeeds" },
  {
    name: "the machine's SSH configuration",
    command: sees("/etc/ssh", "/root/.ssh", "/home/*/.ssh"),
    control: { none: "Not every machine has one." },
  },
  {
    name: "this program's own folder",
    command: sees('"$PROGRAM_FOLDER/package.json"'),
    control: "succeeds",
  },
  {
    name: "other attempts' trees",
    command: sees("../another-attempt"),
    control: "succeeds",
  },
  {
    name: "writing beside the tree",
    command: reading('echo x > "$FOLDER/written"'),
    control: "succeeds",
    happened: made("written"),
  },
  {
    name: "writing through a symbolic link in the tree",
    command: reading('ln -s "$FOLDER" out; echo x > out/linked'),
    control: "succeeds",
    happened: made("linked"),
  },
  {
    name: "writing through a link over a folder that gets swapped",
    command: reading(
      'mkdir -p swap; echo x > swap/f; mv swap swapped; ln -s "$FOLDER" swap; echo x > swap/swapped-in',
    ),
    control: "succeeds",
    happened: made("swapped-in"),
  },
  {
    name: "writing with dots from the tree",
    command: reading('echo x > "../../../../../../../..$FOLDER/dotted"'),
    control: "succeeds",
    happened: made("dotted"),
  },
  {
    name: "changing a file of ours",
    command: whether(': >> "$SECRET_FILE"'),
    control: "succeeds",
  },
  {
    name: "changing a file's time or mode outside",
    command: whether('touch -c "$SECRET_FILE" && [ -e "$SECRET_FILE" ]'),
    control: "succeeds",
  },
  {
    name: "changing a program of the system",
    command: whether(": >> /usr/bin/env"),
    control: "succeeds as root",
  },
  {
    name: "changing Node",
    command: whether(
      "p=$(dirname $(readlink -f $(command -v node))); touch $p/.regreen-probe && rm $p/.regreen-probe",
    ),
    control: "succeeds as root",
  },
  {
    name: "adding a scheduled job",
    command: whether(
      "mkdir -p /etc/cron.d && touch /etc/cron.d/.regreen-probe && rm /etc/cron.d/.regreen-probe",
    ),
    control: "succeeds as root",
  },
  {
    name: "changing the accounts inside",
    command: whether(": >> /etc/passwd"),
    control: "succeeds as root",
  },
  {
    name: "leaving a file in the shared temporary folder",
    command: reading('touch "/tmp/$ABSTRACT-left"'),
    control: "succeeds",
    happened: ({ canary }) => {
      const left = readdirSync("/tmp").filter(
        (name) => name.endsWith("-left") && name.includes(canary.slice(-8)),
      );
      for (const name of left) rmSync(join("/tmp", name));
      return left.length > 0;
    },
  },
  {
    name: "leaving a file in shared memory",
    command: reading('touch "/dev/shm/$ABSTRACT-left"'),
    control: "succeeds",
    happened: ({ canary }) => {
      const left = readdirSync("/dev/shm").filter((name) => name.includes(canary.slice(-8)));
      for (const name of left) rmSync(join("/dev/shm", name));
      return left.length > 0;
    },
  },
  {
    name: "making a device",
    command: whether("mknod device b 7 0 && rm device"),
    control: "succeeds as root",
  },
  {
    name: "the disks",
    command: sees("/dev/vd*", "/dev/sd*", "/dev/nvme*", "/dev/loop*"),
    control: { none: "Not every machine shows one." },
  },
  {
    name: "the kernel's messages",
    command: whether("[ -e /dev/kmsg ]"),
    control: { none: "Not every machine shows them." },
  },
  {
    name: "the machine's memory",
    command: sees("/dev/mem", "/dev/kvm", "/dev/fuse"),
    control: { none: "Not every machine shows it." },
    asksKernel: true,
  },
  {
    name: "the machine's devices in /sys",
    command: sees("/sys/class/net/*"),
    control: "succeeds",
    asksKernel: true,
  },
  {
    name: "a set-user-id file, left in the tree for others of this machine",
    command: shell(
      "cp /bin/true mine && (chmod u+s mine || chmod g+s mine) 2>/dev/null; [ -u mine -o -g mine ] && echo BREACH || echo HELD",
    ),
    control: "succeeds",
  },
  {
    name: "a set-user-id file, made with that mode",
    command: perl(
      `use Fcntl; sysopen(my $f, "made", O_CREAT | O_WRONLY, 04755); print((-u "made") ? "BREACH" : "HELD $!");`,
    ),
    control: "succeeds",
  },
  {
    name: "giving a file to root",
    command: whether("touch theirs && chown 0:0 theirs && [ $(id -u) = 0 ]"),
    control: "succeeds as root",
    asksKernel: true,
  },
];
