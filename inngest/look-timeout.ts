const shortestSeconds = 20;
const longestSeconds = 300;

/**
 * How long to wait for an event before the next look at CI. An event that comes between a look and the wait after it is
 * not seen by that wait, so the first waits after a start or an event are short, and such a one costs seconds instead of minutes.
 *
 * @param quietLooks looks in a row before which no event came
 */
export function lookTimeout(quietLooks: number): `${number}s` {
  return `${Math.min(shortestSeconds * 2 ** quietLooks, longestSeconds)}s`;
}
