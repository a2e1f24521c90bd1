import type { Config } from '@twotower/schema';
import { type Changes, withChanges } from './changes.ts';
import { searchSpace } from './search-space.ts';
import { bestRung, type Trial } from './trial.ts';

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
