import { ReportRefused } from "../refused";
import { isObject, type JsonObject } from "./json-value";

/** The objects of JSON Lines, in order. Lines that are not meant as JSON (a build's own words) are left out. */
export function* jsonEvents(lines: readonly string[]): Generator<JsonObject> {
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith("{")) continue;
    yield parseEvent(line, index + 1);
  }
}

/** Does one of the lines hold an object that looks like an event of this kind? */
export function hasEvent(lines: readonly string[], looksRight: (event: JsonObject) => boolean): boolean {
  for (const line of lines) {
    if (!line.startsWith("{")) continue;
    try {
      const event: unknown = JSON.parse(line);
      if (isObject(event) && looksRight(event)) return true;
    } catch {}
  }
  return false;
}

function parseEvent(line: string, number: number): JsonObject {
  try {
    const event: unknown = JSON.parse(line);
    if (isObject(event)) return event;
  } catch {}
  throw new ReportRefused("MALFORMED", `Line ${number} is not a whole JSON object.`);
}
