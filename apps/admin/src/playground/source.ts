import type { RecallAnswer } from '../service/shapes.ts';

/** What a source of a ranking means. */
export const sources: Readonly<Record<RecallAnswer['source'], { color: string; note: string }>> = {
  model: { color: 'tower', note: 'The user tower encoded this user.' },
  features: {
    color: 'teal',
    note: 'The user is unknown; the profile stood in for the id.',
  },
  session: { color: 'cyan', note: 'The user tower encoded the given history.' },
  popularity: {
    color: 'orange',
    note: 'Nothing is known about who asks: the most popular items.',
  },
};
