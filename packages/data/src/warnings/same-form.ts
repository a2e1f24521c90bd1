import { plainForm } from './id-forms.ts';

/** Ids that are looked at, so that few of their forms are held. */
const mostLooked = 200_000;

/** Each looked-at id that another one, among those that fit, equals in form, with that one. */
export function sameForm(
  ids: readonly string[],
  candidates: readonly number[],
  fits: (i: number) => boolean,
): { pairs: ReadonlyMap<number, number>; looked: number[] } {
  const every = Math.max(1, Math.ceil(candidates.length / mostLooked));
  const looked = candidates.filter((_, n) => n % every === 0);
  const byForm = new Map<string, number[]>();
  for (const i of looked) {
    const form = plainForm(ids[i]);
    const same = byForm.get(form);
    if (same) {
      same.push(i);
    } else {
      byForm.set(form, [i]);
    }
  }
  const pairs = new Map<number, number>();
  for (let i = 0; i < ids.length; i++) {
    for (const log of fits(i) ? (byForm.get(plainForm(ids[i])) ?? []) : []) {
      if (log !== i && !pairs.has(log)) {
        pairs.set(log, i);
      }
    }
  }
  return { pairs, looked };
}
