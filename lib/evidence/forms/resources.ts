import type { Family, StopCause } from "../family";

/** A machine that ran out of something says so in the words of its system, whatever the provider. */
const signs: readonly (readonly [RegExp, StopCause])[] = [
  [/\bNo space left on device\b|\bENOSPC\b|There is not enough space on the disk/i, "disk"],
  [/\bOut of memory\b.{0,80}\bKill(?:ed)? process\b|\bOOMKilled\b|\boom-kill\b/, "memory"],
  [/JavaScript heap out of memory|java\.lang\.OutOfMemoryError|^virtual memory exhausted/i, "memory"],
  [/\b(?:Cannot allocate memory|std::bad_alloc)\b/, "memory"],
  [
    /^(?:\S{1,200}: line \d{1,9}: {1,9}\d{1,9} {1,9})?Killed(?:\s|$)|\bsignal: 9, SIGKILL\b|signal (?:9|SIGKILL)\b/,
    "killed",
  ],
];

export const resources: Family = {
  id: "resources",
  triggers: [
    "no space left on",
    "enospc",
    "not enough space on the disk",
    "out of memory",
    "outofmemory",
    "oomkilled",
    "oom-kill",
    "memory exhausted",
    "allocate memory",
    "bad_alloc",
    "killed",
    "sigkill",
  ],
  open(emit) {
    return {
      line(text, lineNumber) {
        const cause = signs.find(([pattern]) => pattern.test(text))?.[1];
        if (cause) emit({ kind: "sign", line: lineNumber, cause });
        return false;
      },
    };
  },
};
