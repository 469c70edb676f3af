/**
 * `text.charCodeAt(at)`, for loops over lines: these are strings of more kinds (flat, sliced, of two bytes …) than V8 remembers at
 * one place, so that it would look up the method anew for every character.
 */
export const charCodeAt = Function.prototype.call.bind(String.prototype.charCodeAt) as (
  text: string,
  at: number,
) => number;
