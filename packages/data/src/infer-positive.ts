import type { ConfigInput } from '@twotower/schema';
import type { Roles } from './infer-roles.ts';

export interface InferredPositive {
  /** Absent where every row is a positive. */
  readonly positive?: ConfigInput['schema']['positive'];
  readonly guess: string;
}

const negative =
  /impression|expos|^shown?$|^display|skip|dislike|hide|hidden|ranked_?out|remove|delete|return|refund|unlike|unfollow|report|negative|^seen$/i;

/** Which rows say that a user liked an item. */
export function inferPositive(roles: Roles): InferredPositive {
  const { type, flag, rating } = roles;
  if (type) {
    const types = [...new Set(type.values.filter((value) => typeof value === 'string'))].sort();
    const liked = types.filter((name) => !negative.test(name));
    const positive = liked.length > 0 ? liked : types;
    return {
      positive,
      guess: `positives are events of type ${positive.join(', ')} (types: ${types.join(', ')})`,
    };
  }
  if (flag) {
    return { positive: { column: flag.name, atLeast: 1 }, guess: `positives are rows with ${flag.name} = 1` };
  }
  if (rating) {
    const top =
      rating.max <= 1 ? 1 : rating.max <= 5 ? 5 : rating.max <= 10 ? 10 : rating.max <= 100 ? 100 : 0;
    const atLeast = top === 1 ? 1 : 0.8 * top;
    const share =
      rating.values.filter((value) => value !== null && Number(value) >= atLeast).length / rating.filled;
    if (top > 0 && share >= 0.05) {
      return {
        positive: { column: rating.name, atLeast },
        guess: `positives are rows with ${rating.name} of at least ${atLeast} (values ${rating.min} to ${rating.max}, ${Math.round(100 * share)} % of rows)`,
      };
    }
    return { guess: `every row is a positive: ${rating.name} goes up to ${rating.max} and is no scale` };
  }
  return { guess: 'every row is a positive, as no column tells types or ratings' };
}
