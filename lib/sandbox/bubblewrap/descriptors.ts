import { accountFiles } from "../account-files";
import { systemCallFilter } from "../system-calls/filter";

/** Of this machine's processor; null where no filter is written for it. */
export const filter = systemCallFilter(process.arch);

const files = accountFiles(1000);

const firstDescriptor = 3;

/** What bwrap reads from descriptors 3, 4, …, in the order of `descriptorArguments`. */
export const descriptors: readonly (string | Buffer)[] = [
  ...Object.values(files),
  ...(filter === null ? [] : [filter]),
];

export function descriptorArguments(): string[] {
  const paths = Object.keys(files);
  return [
    ...paths.flatMap((path, index) => ["--ro-bind-data", String(firstDescriptor + index), path]),
    ...(filter === null ? [] : ["--seccomp", String(firstDescriptor + paths.length)]),
  ];
}
