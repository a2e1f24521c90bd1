import type { ColumnProfile } from './column-profile.ts';
import { DataError } from './error.ts';

/** Which column of a log plays which part. */
export interface Roles {
  readonly user: ColumnProfile;
  readonly item: ColumnProfile;
  readonly time?: ColumnProfile;
  readonly type?: ColumnProfile;
  readonly rating?: ColumnProfile;
  readonly flag?: ColumnProfile;
  readonly id?: ColumnProfile;
  readonly request?: ColumnProfile;
  readonly weight?: ColumnProfile;
}

const id = '(?:id|no|key|code|hash|uuid|index|idx)?';
const names = {
  user: new RegExp(
    `^(?:user|customer|member|account|viewer|visitor|client|person|reviewer|listener|reader|buyer|player|session|u)${id}$`,
  ),
  item: new RegExp(
    `^(?:item|movie|film|product|video|song|track|artist|album|book|article|news|game|recipe|listing|content|document|doc|poi|place|location|business|restaurant|course|job|app|ad|sku|asin|isbn|photo|post|show|i)${id}$`,
  ),
  time: /^(?:timestamp|time|ts|date|datetime|when|at|(?:event|unix|review|created|rated|played|visit|request|click|rating|log|start)(?:time|date|at|timestamp)|time(?:ms|us|s|stamp\w*))$/,
  type: /^(?:(?:event|action|behaviou?r|interaction|feedback|activity)(?:type|name|kind)?|type|verb|kind)$/,
  rating:
    /^(?:rating|ratings|score|stars|star|overall|grade|vote|preference|bookrating|userrating|reviewscore)$/,
  flag: /^(?:is)?(?:click|clicked|clicks|label|purchase|purchased|liked|like|converted|target|positive)$/,
  id: /^(?:event|row|log|interaction)(?:id|uuid|key)$|^id$/,
  request: /^(?:request|impression|query|search)id$/,
  weight: /^(?:event)?weight$/,
} as const;

/**
 * Recognises the columns of a log: by their names first, then by what is in them.
 *
 * @throws DataError where no two columns look like ids
 */
export function inferRoles(columns: readonly ColumnProfile[], file: string): Roles {
  const free = new Set(columns.filter((column) => column.filled > 0));
  const take = (found: ColumnProfile | undefined) => {
    if (found) {
      free.delete(found);
    }
    return found;
  };
  const named = (role: keyof typeof names, fits: (column: ColumnProfile) => boolean) =>
    take([...free].find((column) => names[role].test(plainName(column.name)) && fits(column)));
  const by = (fits: (column: ColumnProfile) => boolean) => take([...free].find(fits));

  let user = named('user', () => true);
  let item = named('item', () => true);
  const eventId = named('id', (column) => column.distinct === column.filled && free.size > 2);
  const request = named('request', () => true);
  const weight = named('weight', (column) => column.numeric);
  const time =
    named('time', (column) => column.timeLike) ?? by((column) => column.timeLike && column.distinct > 1);
  const rating = named('rating', (column) => column.numeric);
  const flag = rating ? undefined : named('flag', (column) => isFlag(column));
  let type = named('type', isType);
  const ids = () => [...free].filter((column) => column.idLike && column.distinct > 1);
  // A column of another value in every row numbers the rows, unless it is needed as an id.
  const candidates = ids().filter((column) => column.distinct < column.filled || ids().length <= 2);
  const spread = candidates.filter((column) => !isType(column) && !isScale(column));
  const pool = spread.length >= 2 - (user ? 1 : 0) - (item ? 1 : 0) ? spread : candidates;
  user ??= take(pool.find((column) => free.has(column)));
  item ??= take(pool.find((column) => free.has(column)));
  if (!user || !item) {
    throw new DataError(
      `${file}: no ${user ? 'item' : 'user'} column recognised among ${columns.map((column) => column.name).join(', ') || 'no columns'}; write the config by hand with schema.user.id and schema.item.id`,
    );
  }
  type ??= by((column) => isType(column) && hasEventWords(column));
  const scale = rating ?? (type || flag ? undefined : by(isScale));
  return { user, item, time, type, rating: scale, flag, id: eventId, request, weight };
}

function isType(column: ColumnProfile): boolean {
  return !column.numeric && column.column.kind === 'text' && column.distinct <= 30 && column.idLike;
}

function hasEventWords(column: ColumnProfile): boolean {
  return column.values.some(
    (value) =>
      typeof value === 'string' &&
      /click|view|purchase|buy|cart|like|impression|play|watch|order/i.test(value),
  );
}

/** Few numbers that begin near 0: a scale of ratings. */
function isScale(column: ColumnProfile): boolean {
  return (
    column.numeric &&
    column.distinct >= 2 &&
    column.distinct <= 21 &&
    column.min >= -1 &&
    column.max <= 10 &&
    column.filled > 4 * column.distinct
  );
}

function isFlag(column: ColumnProfile): boolean {
  return (column.numeric || column.column.kind === 'boolean') && column.distinct === 2;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
