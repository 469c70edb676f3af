import { Inngest } from "inngest";
import { getContext } from "@/lib/context";
import { inngestId } from "@/lib/send-events";
import { inngestLogger } from "./logger";

/** The client whose functions are the stages. Keys and addresses come from the environment, as Inngest documents them. */
export const inngest = new Inngest({ id: inngestId, logger: inngestLogger(() => getContext().log) });
