import { collectFunction } from "./collect";
import { detectFunction } from "./detect";
import { escalateFunction } from "./escalate";
import { followUpFunction } from "./follow-up";
import { handleDeliveryFunction } from "./handle-delivery";
import { reconcileFunction } from "./reconcile";
import { repairFunction } from "./repair";
import { rerunFunction } from "./rerun";
import { validateFunction } from "./validate";
import { waitForStartFunction } from "./wait-for-start";

/** Every stage, in the order in which a failure meets them. */
export const functions = [
  handleDeliveryFunction,
  detectFunction,
  collectFunction,
  rerunFunction,
  waitForStartFunction,
  repairFunction,
  validateFunction,
  escalateFunction,
  followUpFunction,
  reconcileFunction,
];
