import { serve } from "inngest/next";
import { inngest } from "@/inngest/client";
import { functions } from "@/inngest/functions";

/** Where the scheduler calls the stages. The SDK checks the signature of each call. */
export const { GET, POST, PUT } = serve({ client: inngest, functions });

/** Seconds that one call may take where the platform sets a limit: an agent at work is one call. */
export const maxDuration = 800;
