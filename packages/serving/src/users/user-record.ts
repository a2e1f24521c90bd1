import type { RawRecord } from '@twotower/features';
import { userColumns } from '../answer/request-columns.ts';
import { invalid } from '../filter/check-condition.ts';
import { misfitOf } from '../rows/fits-feature.ts';
import type { ServedBundle } from '../state/served-bundle.ts';

/**
 * What is put of a user, under its columns. A feature may be named by itself or by its column.
 *
 * @throws ServingError INVALID_REQUEST for what is no user column, and for a value that a feature of the column cannot read
 */
export function userRecord(base: ServedBundle, features: RawRecord): RawRecord {
  const record = userColumns(base, features);
  for (const name of Object.keys(features)) {
    const [[column, value]] = Object.entries(userColumns(base, { [name]: features[name] }));
    const misfit = misfitOf(base.fitted.user.encoders, column, value);
    if (misfit !== undefined) throw invalid(`features.${name.slice(0, 80)}`, misfit);
  }
  return record;
}
