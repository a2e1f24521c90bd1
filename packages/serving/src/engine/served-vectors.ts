import type { Asked } from '../answer/asked.ts';
import { userQuery } from '../answer/user-query.ts';

export interface ServedVector {
  readonly id: string;
  /** `[dim]`, a view. */
  readonly vector: Float32Array;
}

/** Items as they are ranked, without the prior; users as they ask, without those who are answered by popularity. */
export function* servedVectors(asked: Asked, of: 'items' | 'users'): Generator<ServedVector> {
  const { base, items, published } = asked.state;
  if (of === 'items') {
    for (let row = 0; row < items.size; row++) {
      if (items.serves(row)) yield { id: items.id(row), vector: published.row(row) };
    }
    return;
  }
  for (const id of base.users.ids) {
    const { vector } = userQuery(asked, { userId: id, k: 1 });
    if (vector !== undefined) yield { id, vector };
  }
}
