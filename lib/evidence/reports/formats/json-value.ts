import type { ReportedStatus } from "../test-report";

/** A JSON object from outside: every field has to prove what it is. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function textField(value: JsonObject, name: string): string | null {
  const field = value[name];
  return typeof field === "string" ? field : null;
}

export function numberField(value: JsonObject, name: string): number | null {
  const field = value[name];
  return typeof field === "number" && Number.isFinite(field) ? field : null;
}

export function objectField(value: JsonObject, name: string): JsonObject | null {
  const field = value[name];
  return isObject(field) ? field : null;
}

/** The objects of an array field; what is no object in it, and a field that is no array, are left out. */
export function objectsField(value: JsonObject, name: string): readonly JsonObject[] {
  const field = value[name];
  return Array.isArray(field) ? field.filter(isObject) : [];
}

export function textsField(value: JsonObject, name: string): readonly string[] {
  const field = value[name];
  return Array.isArray(field) ? field.filter((item) => typeof item === "string") : [];
}

/** "passed" and "failed" say themselves; whatever else a tool writes there ("pending", "todo", "other") did not run. */
export function statusField(value: JsonObject, name: string): ReportedStatus {
  const field = value[name];
  return field === "passed" || field === "failed" ? field : "skipped";
}

/** Milliseconds of a field as seconds. */
export function secondsField(value: JsonObject, name: string): number | null {
  const milliseconds = numberField(value, name);
  return milliseconds === null ? null : milliseconds / 1000;
}
