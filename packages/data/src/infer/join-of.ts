import { differenceOf, plainForm } from '../warnings/id-forms.ts';
import type { ColumnProfile } from './column-profile.ts';

/** How many of a log's ids a file has. */
export interface Join {
  /** Share of them that it has as reading joins them: as written, or `5000` for `5000.0`. */
  readonly share: number;
  /** Share that it has in whatever form. */
  readonly formShare: number;
  /** One in both forms, how they differ and the mend; absent where all that are there join. */
  readonly example?: string;
}

const mostIds = 20_000;

/** @param ids the log's column of ids; @param key the file's */
export function joinOf(ids: ColumnProfile, key: ColumnProfile): Join {
  const known = new Set(key.values.map(String));
  const forms = new Map([...known].map((id) => [plainForm(id), id]));
  const seen = [...new Set(ids.values.slice(0, mostIds).map(String))];
  let [joined, alike] = [0, 0];
  let example: string | undefined;
  for (const id of seen) {
    const other = forms.get(plainForm(id));
    if (known.has(id) || (/^-?\d+\.0+$/.test(id) && known.has(id.slice(0, id.indexOf('.'))))) {
      joined++;
      alike++;
    } else if (other !== undefined) {
      alike++;
      const { what, mend } = differenceOf(id, other);
      example ??= `${JSON.stringify(id)} in ${ids.name} and ${JSON.stringify(other)} in ${key.name}, which differ in ${what}; ${mend}`;
    }
  }
  const all = Math.max(1, seen.length);
  return { share: joined / all, formShare: alike / all, ...(example !== undefined && { example }) };
}
