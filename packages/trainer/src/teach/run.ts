import type { RankedLists } from '@twotower/sampling';
import type { EpochRecord } from '@twotower/schema';
import type { Feed } from './feed.ts';
import type { ServedWeights } from './served-weights.ts';
import { advance, type Standing } from './standing.ts';
import type { TaughtPass, Teacher } from './teacher.ts';

/** Whom a run teaches, from where on. */
export interface Start {
  readonly standing: Standing;
  readonly teacher: Teacher;
  readonly served: ServedWeights;
  /** What the model ranks for each user as a pass begins, where negatives are mined. */
  readonly mine?: (pass: number) => RankedLists | undefined;
}

/** When a run ends, and which of its passes is the best. */
export interface Stop {
  /** Whether no further pass begins. */
  reached(standing: Standing): boolean;
  /** Looks at the model after a pass: the record with what was found, and its value, the higher the better. */
  judge(taught: TaughtPass, pass: number): Judgement;
}

export interface Judgement {
  readonly record: EpochRecord;
  readonly value: number;
  /** The name of the figure that is the value, where it is one. */
  readonly metric?: string;
}

/** Takes what a pass has come to: a curve, progress for people, a checkpoint. The next pass begins when all have. */
export type Sink = (passed: Passed) => void | Promise<void>;

export interface Passed {
  readonly standing: Standing;
  readonly judgement: Judgement;
  readonly improved: boolean;
}

/** The one loop in which a model learns: teach a pass, look at it, keep the best, tell the sinks, until the stop or the feed's end. */
export async function run(start: Start, feed: Feed, stop: Stop, sinks: readonly Sink[]): Promise<Standing> {
  const { teacher, served, mine } = start;
  let { standing } = start;
  while (standing.nextEpoch <= feed.passes && !stop.reached(standing)) {
    const pass = standing.nextEpoch;
    const taught = await teacher.teach(pass, mine?.(pass));
    served.endEpoch(pass);
    const judgement = stop.judge(taught, pass);
    standing = advance(standing, judgement.record, judgement.value);
    const improved = standing.bestEpoch === pass;
    if (improved) {
      served.keep();
    }
    for (const sink of sinks) {
      await sink({ standing, judgement, improved });
    }
  }
  return standing;
}
