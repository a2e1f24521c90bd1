import { figure, signedFigure } from '../measure/figure.ts';
import { markdownTable } from '../results-table.ts';
import type { ReplaySet } from './replay-set.ts';
import { ours, strategies, views } from './strategies.ts';
import type { CellSummary, Summary } from './summary.ts';

const head = [
  'strategy',
  'live',
  'recall',
  'the scheme over it (95 %)',
  'new users',
  'new items',
  'truly liked',
  'deltas',
  'fulls',
  's',
];
/** Strategies of which every view is shown; of the others the first. */
const shownWhole: readonly string[] = ['never', 'nightly', ours];

/** A table a set, a row a strategy and view. */
export function freshnessTable(sets: readonly ReplaySet[], cells: readonly CellSummary[]): string {
  return sets
    .flatMap((set) => {
      const own = cells.filter((cell) => cell.set === set.name);
      return own.length === 0
        ? []
        : [`### ${set.words}\n\n${markdownTable(head, own.flatMap(rowsOf))}\n\n${termsOf(own[0])}`];
    })
    .join('\n\n');
}

function rowsOf(cell: CellSummary): string[][] {
  const { words } = strategies.find(({ name }) => name === cell.strategy) ?? { words: cell.strategy };
  const shown = cell.views.slice(0, shownWhole.includes(cell.strategy) ? views.length : 1);
  return shown.map((summary, row) => {
    const { fulls, rejected, deltas, fullSeconds, incrementalSeconds } = cell.upkeep;
    const upkeep = [
      String(deltas),
      rejected === 0 ? String(fulls) : `${fulls}, ${rejected} refused`,
      (fullSeconds + incrementalSeconds).toFixed(0),
    ];
    return [
      row === 0 ? words : '',
      liveOf(cell, summary),
      cell.strategy === ours && row === 0 ? `**${figure(summary.recall)}**` : figure(summary.recall),
      behindOf(summary),
      summary.newUsers === undefined ? '' : figure(summary.newUsers),
      summary.newItems === undefined ? '' : figure(summary.newItems),
      summary.liked === undefined ? '' : figure(summary.liked),
      ...(row === 0 ? upkeep : upkeep.map(() => '')),
    ];
  });
}

/** Where scores have no prior only the history tells views apart. */
function liveOf({ terms: { prior } }: CellSummary, { view }: Summary): string {
  const shown = views.find(({ name }) => name === view);
  if (shown === undefined || typeof prior !== 'string') return shown?.words ?? view;
  return shown.history ? 'history' : 'nothing';
}

function behindOf({ behind }: Summary): string {
  if (behind === undefined) return '';
  const { difference, low, high } = behind;
  return `${signedFigure(difference)} (${signedFigure(low)} to ${signedFigure(high)})`;
}

function termsOf({ terms: { prior } }: CellSummary): string {
  if (typeof prior === 'string')
    return 'Calibration added no prior to these scores, so the history alone is live.';
  const { weight, halfLife } = prior;
  return `The prior has the weight ${Number(weight.toPrecision(2))}${halfLife === undefined ? '' : ` and the half-life ${halfLife}`}.`;
}
