import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { type ConfigInput, type FeatureConfig, parseConfig } from '@twotower/schema';
import { type ColumnProfile, profileTable } from './column-profile.ts';
import { DataError } from './error.ts';
import { inferFeatures } from './infer-features.ts';
import { inferPositive } from './infer-positive.ts';
import { inferRoles, type Roles } from './infer-roles.ts';
import { type Format, openTable, type Role, type Table } from './table.ts';
import { writeConfigText } from './write-config-text.ts';

export interface InferredConfig {
  readonly input: ConfigInput;
  /** The same as commented YAML. */
  readonly text: string;
  /** One sentence a guess. */
  readonly guesses: readonly string[];
}

interface SideFile {
  readonly file: string;
  readonly features: Record<string, FeatureConfig>;
}

/**
 * Writes a config by looking at a log: a CSV, TSV or Parquet file with columns of any name, with or without a header.
 * Files beside it that describe its users or items (one row an id, under the same column name) are taken in.
 *
 * @param file the log
 * @param folder where the config will lie; its paths are relative to this
 * @throws DataError where the file is missing or empty, or no two columns look like ids
 */
export async function inferConfig(file: string, folder: string = process.cwd()): Promise<InferredConfig> {
  const path = resolve(file);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    throw new DataError(`${path}: no such file; name a CSV, TSV or Parquet file`);
  }
  const guesses: string[] = [];
  const { table, format } = await openUnknown(path, 'events', guesses);
  const columns = await profileTable(table);
  if ((columns[0]?.values.length ?? 0) === 0) {
    throw new DataError(`${path}: has no rows to look at`);
  }
  const roles = inferRoles(columns, path);
  tellRoles(roles, guesses);
  const { positive, guess } = inferPositive(roles);
  guesses.push(guess);
  const taken = new Set(Object.values(roles));
  const rest = columns.filter((column) => !taken.has(column));
  const items = await findSideFile(path, roles.item, roles.user, guesses, 'items');
  const users = await findSideFile(path, roles.user, roles.item, guesses, 'users');
  const itemFeatures = items?.features ?? inferFeatures(roles.item, rest);
  const unclaimed = rest.filter((column) => !(column.name in itemFeatures));
  const userFeatures = users?.features ?? inferFeatures(roles.user, unclaimed);
  const { time, type, id, request, weight } = roles;
  const path2 = (target: string) => relative(resolve(folder), target).split(sep).join('/');
  const input: ConfigInput = {
    name: basename(path).replace(/(\.\w+)+$/, '') || 'twotower',
    schema: {
      user: { id: roles.user.name, features: { ...userFeatures, ...historyFeature(userFeatures) } },
      item: {
        id: roles.item.name,
        features: itemFeatures,
        attributes: Object.keys(itemFeatures).slice(0, 8),
      },
      event: {
        ...(id && { id: id.name }),
        ...(time && { time: time.name }),
        ...(type && { type: type.name }),
        ...(weight && { weight: weight.name }),
        ...(request && { request: request.name }),
      },
      ...(positive && { positive }),
    },
    data: {
      events: path2(path),
      ...(users && { users: path2(users.file) }),
      ...(items && { items: path2(items.file) }),
      ...formatInput(format),
    },
  };
  parseConfig(input, path);
  return { input, text: writeConfigText(input, guesses), guesses };
}

/** Finds out encoding and header by trying. */
async function openUnknown(
  file: string,
  role: Role,
  guesses: string[],
): Promise<{ table: Table; format: Format }> {
  let format: Format = { encoding: 'utf-8', columns: {} };
  let table: Table;
  try {
    table = await openTable(file, role, format);
  } catch (error) {
    if (!(error instanceof DataError) || !error.message.includes('not UTF-8')) {
      throw error;
    }
    format = { ...format, encoding: 'latin-1' };
    guesses.push(`${basename(file)} is encoded in latin-1`);
    table = await openTable(file, role, format);
  }
  const text = table.columns.every((column) => column.kind === 'text');
  const isData = table.columns.some(({ name }) => /^-?\d+(\.\d+)?(_\d+)?$/.test(name));
  if (text && isData && !/\.(parquet|pq)$/i.test(file)) {
    guesses.push(`${basename(file)} has no header`);
    const names = table.columns.map((_, i) => `column${i + 1}`);
    format = { ...format, columns: { [role]: names } };
    table = await openTable(file, role, format);
  }
  return { table, format };
}

function formatInput(format: Format): { format?: ConfigInput['data']['format'] } {
  const { encoding, columns } = format;
  const named = Object.keys(columns).length > 0;
  return encoding === 'utf-8' && !named
    ? {}
    : { format: { ...(encoding !== 'utf-8' && { encoding }), ...(named && { columns }) } };
}

function historyFeature(features: Record<string, FeatureConfig>): Record<string, FeatureConfig> {
  return { ['recent' in features ? 'recent_items' : 'recent']: { kind: 'history', length: 50 } };
}

function tellRoles(roles: Roles, guesses: string[]): void {
  for (const [role, column] of Object.entries(roles) as [string, ColumnProfile | undefined][]) {
    if (column) {
      guesses.push(
        `${role} is the column ${column.name} (${column.distinct} values in ${column.values.length} rows)`,
      );
    }
  }
}

/** Of the files beside the log, the one that has a row for each id and gives the most features. */
async function findSideFile(
  log: string,
  ids: ColumnProfile,
  other: ColumnProfile,
  guesses: string[],
  role: 'users' | 'items',
): Promise<SideFile | undefined> {
  const ending = extname(log.replace(/\.gz$/i, ''));
  const beside = readdirSync(dirname(log))
    .filter((name) => extname(name.replace(/\.gz$/i, '')) === ending && name !== basename(log))
    .map((name) => join(dirname(log), name))
    .filter((file) => statSync(file).isFile() && statSync(file).size < 1 << 26)
    .sort()
    .slice(0, 20);
  let best: SideFile | undefined;
  for (const file of beside) {
    const features = await describes(file, ids, other, role);
    if (features && Object.keys(features).length > Object.keys(best?.features ?? {}).length) {
      best = { file, features };
    }
  }
  if (best) {
    guesses.push(`${basename(best.file)} describes the ${role}`);
  }
  return best;
}

/** A neighbour that cannot be read, or is about something else, is not taken in. */
async function describes(file: string, ids: ColumnProfile, other: ColumnProfile, role: Role) {
  try {
    const table = await openTable(file, role, { encoding: 'utf-8', columns: {} });
    const names = table.columns.map((column) => column.name);
    if (!names.includes(ids.name) || names.includes(other.name)) {
      return undefined;
    }
    const columns = await profileTable(table);
    const key = columns.find((column) => column.name === ids.name);
    if (!key || key.distinct < 0.99 * key.values.length || !overlaps(key, ids)) {
      return undefined;
    }
    return inferFeatures(
      key,
      columns.filter((column) => column !== key),
    );
  } catch (error) {
    if (error instanceof DataError) {
      return undefined;
    }
    throw error;
  }
}

function overlaps(key: ColumnProfile, ids: ColumnProfile): boolean {
  const known = new Set(key.values.map(String));
  const seen = ids.values.slice(0, 1000);
  return seen.filter((id) => known.has(String(id))).length >= 0.5 * seen.length;
}
