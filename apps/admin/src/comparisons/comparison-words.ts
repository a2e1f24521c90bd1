import type { ComparisonView } from '@twotower/api';
import { formatCount, formatShare, formatSigned } from '../format.ts';

type Arm = ComparisonView['arms'][number];

export const kindNames: Readonly<Record<ComparisonView['kind'], string>> = {
  ab: 'A/B',
  interleave: 'Interleaved',
  shadow: 'Shadow',
};

export const kindNotes: Readonly<Record<ComparisonView['kind'], string>> = {
  ab: 'A share of the users is answered by the alias, always the same ones; all others by what is served.',
  interleave:
    'Both make one answer by turns, so each user compares them: it takes far fewer requests to tell them apart than A/B.',
  shadow:
    'The alias is asked too, and nobody sees it: whether it works, and how much of the answer would change.',
};

export const armNames: Readonly<Record<Arm['arm'], string>> = {
  control: 'served',
  treatment: 'the alias',
  both: 'both',
};

/** What the rate of an arm is, as a table's head says it. */
export const rateNames: Readonly<Record<ComparisonView['kind'], string>> = {
  ab: 'Reacted to',
  interleave: 'Preference',
  shadow: 'Same items',
};

/** An arm's rate; of what was interleaved it has a sign. */
export function rateText(kind: ComparisonView['kind'], rate: number | undefined): string {
  if (rate === undefined) return '–';
  return kind === 'interleave' ? formatSigned(rate) : formatShare(rate);
}

/** What it says, in a sentence. */
export function verdictWords({ kind, treatment, verdict, arms, difference }: ComparisonView): string {
  if (kind === 'shadow') {
    const [shadow] = arms;
    return shadow?.rate === undefined
      ? 'Nobody has asked yet.'
      : `${treatment} would have given ${formatShare(shadow.rate)} of the items that ${formatCount(shadow.requests)} answers had.`;
  }
  if (difference === undefined)
    return 'Too few users have taken part to say anything: 100 an arm are needed.';
  switch (verdict) {
    case 'treatment':
      return `${treatment} is better.`;
    case 'control':
      return `What is served is better than ${treatment}.`;
    default:
      return 'Undecided: it may be either.';
  }
}
