import { gainAhead, halve } from '@twotower/trainer';
import { figure } from '../measure/figure.ts';
import { markdownTable } from '../results-table.ts';
import type { Study, Tried } from './study.ts';

/** As many as the portfolio of the trainer has. */
const settings = 12;
const always = 'defaults';

/** What a portfolio learnt from other sets came to on a set that it has not seen. */
export interface LeftOut {
  readonly set: string;
  readonly portfolio: readonly string[];
  readonly chosen: string;
  /** Test figures: of what was chosen, of the defaults, and of the setting of the whole pool that validation liked best. */
  readonly test: number;
  readonly defaults: number;
  readonly best: number;
  /** What choosing took, beside the whole training of what was chosen. */
  readonly cost: number;
}

/**
 * The portfolio judged on sets that it was not learnt from: for each set it is learnt from the study of all others, and what halving
 * would choose is read off the kept curves. Nothing is trained.
 *
 * @param firstOf passes of the first rung on a set
 */
export async function leaveOneOut(study: Study, firstOf: (set: string) => number): Promise<LeftOut[]> {
  const results: LeftOut[] = [];
  for (const [set, tried] of Object.entries(study)) {
    const { [set]: _, ...others } = study;
    const portfolio = learnPortfolio(others).filter((name) => name in tried);
    const { name: chosen, cost } = await choose(portfolio, tried, firstOf(set));
    const best = Object.keys(tried).reduce((a, b) => (peak(tried[b]) > peak(tried[a]) ? b : a));
    results.push({
      ...{ set, portfolio, chosen, cost },
      test: figureOf(tried[chosen]),
      defaults: figureOf(tried[always]),
      best: figureOf(tried[best]),
    });
  }
  return results;
}

/** The defaults, then one after another the setting that most raises what the best of the portfolio comes to, over all sets. */
export function learnPortfolio(study: Study, size = settings): string[] {
  const sets = Object.values(study);
  const names = [...new Set(sets.flatMap((tried) => Object.keys(tried)))];
  const worth = (some: readonly string[]): number =>
    sets.reduce((sum, tried) => {
      const all = Math.max(...Object.values(tried).map(peak));
      return sum + Math.max(0, ...some.map((name) => (name in tried ? peak(tried[name]) / all : 0)));
    }, 0);
  const portfolio = [always];
  while (portfolio.length < Math.min(size, names.length)) {
    const left = names.filter((name) => !portfolio.includes(name));
    portfolio.push(left.reduce((a, b) => (worth([...portfolio, b]) > worth([...portfolio, a]) ? b : a)));
  }
  return portfolio;
}

async function choose(portfolio: readonly string[], tried: Record<string, Tried>, first: number) {
  let seconds = 0;
  const standing = (name: string, passes: number) => {
    const { curve } = tried[name];
    const seen = curve.slice(0, passes);
    const value = Math.max(Number.NEGATIVE_INFINITY, ...seen);
    const ahead =
      passes >= curve.length ? 0 : gainAhead({ bestValue: value, curve: seen.map(record) }, 'value');
    return { name, passes: seen.length, promise: value + ahead };
  };
  const best = await halve(
    portfolio.map((name) => standing(name, 0)),
    {
      first,
      teach: async ({ name, passes }, upTo) => {
        const after = standing(name, upTo);
        seconds += ((after.passes - passes) * tried[name].seconds) / tried[name].curve.length;
        return after;
      },
      letGo: (each) => each,
    },
  );
  return { name: best.name, cost: seconds / Math.max(1e-9, tried[best.name].seconds) };
}

function record(value: number, i: number) {
  return { epoch: i + 1, loss: 0, seconds: 0, samplesPerSecond: 0, validation: { value } };
}

function peak({ curve }: Tried): number {
  return Math.max(...curve);
}

function figureOf({ test }: Tried): number {
  return Object.values(test)[0];
}

/** What came of it, a row a set. */
export function leaveOneOutTable(results: readonly LeftOut[]): string {
  return markdownTable(
    ['left out', 'chosen', 'test', 'the defaults', 'best of the pool by validation', 'share of it', 'cost'],
    results.map(({ set, chosen, test, defaults, best, cost }) => [
      set,
      chosen,
      `**${figure(test)}**`,
      figure(defaults),
      figure(best),
      `${Math.round((100 * test) / best)} %`,
      cost.toFixed(1),
    ]),
  );
}
