import type { Config } from '@twotower/schema';
import type { Cut, HeldOut } from '../inspect/cuts.ts';
import { percent } from './percent.ts';

/** Beyond it no figure of a part is the model's own where it has no features of items. */
const mostColdItems = 0.2;
/** Beyond it a part says nothing but how new ones are found by their features. */
const mostCold = 0.5;
const mostRepeats = 0.5;

type Side = 'user' | 'item';

/** What the parts ask that no model can answer, or that does not count. @param described sides that have features */
export function cutWarnings(
  cuts: readonly Cut[],
  described: readonly Side[],
  { evaluation: { seen } }: Config,
): string[] {
  return (['test', 'validation'] as const).flatMap((part) => {
    const parts = cuts.flatMap(({ run, heldOut }) =>
      heldOut.filter((found) => found.part === part).map((found) => ({ run, ...found })),
    );
    const worst = (of: (found: HeldOut) => number) => parts.toSorted((a, b) => of(b) - of(a)).at(0);
    return [
      ...coldItemsWarning(
        worst(({ coldItems }) => coldItems),
        described.includes('item'),
      ),
      ...coldUsersWarning(
        worst(({ coldUsers }) => coldUsers),
        described.includes('user'),
      ),
      ...(seen === 'mask' && part === 'test' ? repeatsWarning(worst(({ repeats }) => repeats)) : []),
    ];
  });
}

type Found = (HeldOut & Pick<Cut, 'run'>) | undefined;

function coldItemsWarning(found: Found, hasFeatures: boolean): string[] {
  if (!found || found.coldItems <= (hasFeatures ? mostCold : mostColdItems)) {
    return [];
  }
  const [share, validation] = [percent(found.coldItems), found.part === 'validation'];
  const what = `${share} of the ${heldOutPositives(found)} are of items unknown in training`;
  const consequence = hasFeatures
    ? 'which features of items alone can find'
    : 'which no model can find without features of items';
  return [
    validation
      ? `${what}, ${consequence}: the number of epochs is chosen by the rest; give split.validation a larger share, or set split: { kind: leave-last-out }`
      : `${what}, ${consequence}`,
  ];
}

function coldUsersWarning(found: Found, hasFeatures: boolean): string[] {
  return found && !hasFeatures && found.coldUsers > mostCold
    ? [
        `${percent(found.coldUsers)} of the ${heldOutPositives(found)} are of users unknown in training, about whom there are no features; split: { kind: leave-last-out } tests users that are known`,
      ]
    : [];
}

function repeatsWarning(found: Found): string[] {
  return found && found.repeats > mostRepeats
    ? [
        `${percent(found.repeats)} of the ${heldOutPositives(found)} repeat what their user has in training, and do not count with evaluation.seen: mask; use keep where users come back to the same items`,
      ]
    : [];
}

/** The test part is the experiment's alone. */
function heldOutPositives({ part, run }: HeldOut & Pick<Cut, 'run'>): string {
  return part === 'test' ? 'test positives' : `validation positives of ${run}`;
}
