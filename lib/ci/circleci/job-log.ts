import type { WatchedProject } from "./access";
import type { CircleCiApi, Step } from "./api";
import { standsRed } from "./standing";

const shellLine = "#!/bin/bash -eo pipefail";
const exitLine = /^(?:Exited with code|CircleCI received exit code)/m;

/**
 * The log of a job as CircleCI shows it to people: for each step that failed, in each parallel execution, its shell,
 * its command, its output and how it ended. Steps that passed are left out. Cut at `bytesMax`.
 */
export async function readJobLog(
  api: CircleCiApi,
  project: WatchedProject,
  job: string,
  bytesMax: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let room = bytesMax;
  for (const step of failedSteps(await api.steps(project, job))) {
    if (room <= 0) break;
    const output = step.output === null ? new Uint8Array() : await api.stepOutput(job, step.output, room);
    const part = Buffer.concat([Buffer.from(headOf(step)), output, Buffer.from(endOf(step, output))]);
    parts.push(part.subarray(0, room));
    room -= part.length;
  }
  return Buffer.concat(parts);
}

/** Where no step is red, as with a job that ran out of time, the last one is what was cut off. */
function failedSteps(steps: readonly Step[]): Step[] {
  const red = steps.filter((step) => standsRed(step.standing));
  return red.length > 0 ? red : steps.slice(-1);
}

function headOf(step: Step): string {
  const command = step.command?.trim() || step.name;
  return `${command.startsWith("#!") ? command : `${shellLine}\n${command}`}\n`;
}

function endOf(step: Step, output: Uint8Array): string {
  const tail = Buffer.from(output.subarray(-2_000)).toString();
  if (step.exitCode === null || exitLine.test(tail)) return "\n\n";
  return `\n\nExited with code exit status ${step.exitCode}\n\n`;
}
