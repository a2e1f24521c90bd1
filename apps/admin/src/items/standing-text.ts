import type { OutputOf } from '@twotower/api';

/** Why a user is, or is not, recommended an item, in a sentence. */
export function standingText(standing: OutputOf<'standing'>): string {
  const { userId, reason, rank, score, lastScore, source } = standing;
  const scored = score === undefined ? '' : `, score ${score.toFixed(3)}`;
  switch (reason) {
    case 'recalled':
      return `User ${userId} is recommended it${rank === undefined ? '' : `, at rank ${rank}`}${scored} (by ${source}).`;
    case 'not-served':
      return 'It was taken out of the catalogue that is served: nobody is recommended it.';
    case 'unavailable':
      return 'It is not available now: nobody is recommended it until it is.';
    case 'seen':
      return `User ${userId} has had it, and what was seen is left out${scored}.`;
    case 'nothing-known':
      return 'Neither events nor a feature tell anything of it, so it ranks behind all items of which something is known.';
    case 'ranked-lower': {
      const place = rank === undefined ? 'past the first thousand' : `at rank ${rank}`;
      const last =
        lastScore === undefined ? '' : `; the last that is recommended has ${lastScore.toFixed(3)}`;
      return `Others are nearer to user ${userId}: it stands ${place}${scored}${last} (by ${source}).`;
    }
  }
}
