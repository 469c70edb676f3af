export type Interval = { low: number; high: number };

const ERROR_EACH_SIDE = 0.025;
const Z = 1.959964;
/** From here on the exact interval and Wilson's agree to the third digit, and only Wilson's is cheap. */
const EXACT_RUNS_MAX = 1000;
const BISECTIONS = 40;

/**
 * The 95 % interval of a failure rate after `failures` of `runs`: Clopper and Pearson's, which holds the true rate at least
 * that often. Wilson's is a little narrower, but misses rates near 0, where flaky tests live, once one failure was seen.
 */
export function failureRateInterval(failures: number, runs: number): Interval {
  if (runs === 0) return { low: 0, high: 1 };
  if (runs > EXACT_RUNS_MAX) return wilson(failures, runs);
  const passes = runs - failures;
  return {
    low: failures === 0 ? 0 : 1 - highestRate(passes, runs),
    high: passes === 0 ? 1 : highestRate(failures, runs),
  };
}

/** The rate above which so few events would come less often than the error allows. */
function highestRate(events: number, runs: number): number {
  let low = events / runs;
  let high = 1;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (probabilityOfAtMost(events, runs, middle) > ERROR_EACH_SIDE) low = middle;
    else high = middle;
  }
  return high;
}

/** Of the binomial distribution, in logarithms: a thousand runs underflow otherwise. */
function probabilityOfAtMost(events: number, runs: number, rate: number): number {
  const odds = Math.log(rate) - Math.log1p(-rate);
  let term = runs * Math.log1p(-rate);
  let total = Math.exp(term);
  for (let count = 1; count <= events; count++) {
    term += odds + Math.log((runs - count + 1) / count);
    total += Math.exp(term);
  }
  return total;
}

function wilson(failures: number, runs: number): Interval {
  const rate = failures / runs;
  const scale = 1 + Z ** 2 / runs;
  const centre = (rate + Z ** 2 / (2 * runs)) / scale;
  const half = (Z / scale) * Math.sqrt((rate * (1 - rate)) / runs + Z ** 2 / (4 * runs ** 2));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
