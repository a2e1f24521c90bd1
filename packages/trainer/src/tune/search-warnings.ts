import type { Config } from '@twotower/schema';
import { type Changes, withChanges } from './changes.ts';
import { searchSpace } from './search-space.ts';
import type { Trial } from './tune.ts';

/** What makes it likely that something better lies outside of what was searched. */
export function searchWarnings(config: Config, best: Trial, compared: number): string[] {
  const rung = bestRung(best);
  return [
    ...edges(config, best.changes),
    ...(rung && rung.bestEpoch === rung.epochs
      ? [
          `the best figure was that of the last of ${rung.epochs} epochs: with more epochs it may rise further`,
        ]
      : []),
    ...(compared < 3 ? [`only ${compared} trials were trained: give more minutes`] : []),
  ];
}

/** The training that a trial's best figure is of. */
export function bestRung({ rungs }: Trial): Trial['rungs'][number] | undefined {
  return rungs.reduce<Trial['rungs'][number] | undefined>(
    (best, rung) => ((rung.value ?? -1) > (best?.value ?? -1) ? rung : best),
    undefined,
  );
}

function edges(config: Config, changes: Changes): string[] {
  const tuned = withChanges(config, changes);
  return searchSpace.flatMap((setting) => {
    const edge =
      setting.applies(tuned) && setting.value(tuned) !== setting.value(config)
        ? setting.edgeOf(config, tuned)
        : undefined;
    return edge ? [`${edge}: beyond it may be better; tune the written config again`] : [];
  });
}
