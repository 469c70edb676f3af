import { createLoader, parseAsString, parseAsStringEnum } from "nuqs/server";
import { LoopStatusFilter } from "@/lib/db/views/loops";
import { Category } from "@/lib/domain/loop";

/** What the address of the loops list may say. Anything else in it is ignored. */
export const loopSearchParsers = {
  status: parseAsStringEnum(LoopStatusFilter.options),
  repository: parseAsString,
  category: parseAsStringEnum(Category.options),
  search: parseAsString,
  after: parseAsString,
  before: parseAsString,
};

export const loadLoopSearch = createLoader(loopSearchParsers);
