import { createLoader, parseAsString } from "nuqs/server";

/** Which page of a list an address asks for. */
export const loadPage = createLoader({ after: parseAsString, before: parseAsString });
