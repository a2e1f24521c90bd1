import type { Verdict } from '@twotower/schema';

/**
 * A verdict in one line: which baseline, how much, how surely, and what could have been told.
 *
 * Example: `better than ease in ndcg@20 by 20 %: 0.1200 against 0.1000, +0.0200 (95 % +0.0100 to +0.0300); differences below
 * 10 % (0.0100) cannot be told on these users`.
 */
export function verdictWords(verdict: Verdict): string {
  const { outcome, metric, baseline, value, baselineValue, relative, smallestDetectable: least } = verdict;
  const by = relative === undefined ? '' : ` by ${percent(Math.abs(relative))}`;
  const figures = `${value.toFixed(4)} against ${baselineValue.toFixed(4)}, ${signed(verdict.difference)} (95 % ${signed(verdict.low)} to ${signed(verdict.high)})`;
  const share =
    least.relative === undefined ? '' : `${percent(least.relative)} (${least.difference.toFixed(4)})`;
  const limit = `differences below ${share || least.difference.toFixed(4)} cannot be told on these users`;
  const words = {
    better: `better than ${baseline} in ${metric}${by}`,
    worse: `worse than ${baseline} in ${metric}${by}`,
    'cannot tell': `cannot tell it from ${baseline} in ${metric}`,
  };
  return `${words[outcome]}: ${figures}; ${limit}`;
}

/** `12 %`, below ten `0.4 %` */
function percent(share: number): string {
  const value = share * 100;
  return `${value.toFixed(value < 10 ? 1 : 0)} %`;
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(4)}`;
}
