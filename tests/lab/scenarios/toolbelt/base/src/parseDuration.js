const seconds = { d: 86_400, h: 3_600, m: 60, s: 1 };

/** Reads "1h30m" and the like; the answer is in seconds. */
export function parseDuration(text) {
  if (!/^(\d+[dhms])+$/.test(text)) throw new SyntaxError(`not a duration: ${text}`);
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)([dhms])/g)) {
    total += Number(amount) * seconds[unit];
  }
  return total;
}
