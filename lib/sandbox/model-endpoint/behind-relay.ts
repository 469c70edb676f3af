import type { SandboxRequest } from "../types";
import { relayScript } from "./relay-script";

/** The request's command, behind the relay where it may reach a model; the socket as it is seen inside. */
export function commandBehindRelay(
  { command, modelEndpoint }: SandboxRequest,
  socketInside: string,
): readonly string[] {
  if (!modelEndpoint) return command;
  return [process.execPath, "-e", relayScript, String(modelEndpoint.port), socketInside, ...command];
}
