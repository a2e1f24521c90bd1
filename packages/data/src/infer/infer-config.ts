import { basename } from 'node:path';
import { type ConfigInput, parseConfig } from '@twotower/schema';
import { DataError } from '../error.ts';
import { explodedTable } from '../tables/exploded-table.ts';
import { behaviourOf } from './behaviour.ts';
import { type ColumnProfile, profileTable } from './column-profile.ts';
import { composeConfig } from './compose-config.ts';
import { findLog } from './find-log.ts';
import { findSideFile } from './find-side-file.ts';
import { type InferredExplode, inferExplode, numberingColumns } from './infer-explode.ts';
import { inferFeatures } from './infer-features.ts';
import { inferPositive } from './infer-positive.ts';
import { inferRejects } from './infer-rejects.ts';
import { inferRoles, type Roles } from './infer-roles.ts';
import { inferWeight } from './infer-weight.ts';
import type { InferredFeatures, LeftColumn } from './inferred-features.ts';
import { judgeContext } from './judge-context.ts';
import { nameColumns } from './name-columns.ts';
import { type OpenedFile, openUnknown } from './open-unknown.ts';
import type { Answers, Question } from './question.ts';
import { toldLog } from './told-log.ts';
import { unreadRatings } from './unread-ratings.ts';
import { writeConfigText } from './write-config-text.ts';

export interface InferredConfig {
  readonly input: ConfigInput;
  /** The same as commented YAML. */
  readonly text: string;
  /** One sentence a guess. */
  readonly guesses: readonly string[];
  /** One line a column that might have been a feature and is none, with the reason. */
  readonly left: readonly string[];
  /** What was guessed though the columns do not tell it for sure, without what `answers` told. */
  readonly questions: readonly Question[];
}

/** A log of which nothing is known but its first rows. */
export type UnknownLog = OpenedFile & {
  readonly file: string;
  /** How each row has to be parted into events, of which the columns are then. */
  readonly explode?: InferredExplode;
};

/**
 * Opens a log and looks at its first rows.
 *
 * @throws DataError where the file is missing, no text, no table of events, or has fewer than two rows
 */
export async function lookAtLog(file: string): Promise<UnknownLog> {
  const path = await findLog(file);
  const opened = await openUnknown(path, 'events');
  const rows = opened.columns[0]?.values.length ?? 0;
  if (rows === 0) {
    throw new DataError(`${path}: has no rows to look at`);
  }
  if (rows === 1) {
    throw new DataError(
      `${path}: has one row, too few to tell columns apart; init needs at least a few, or write a config by hand`,
    );
  }
  const explode = inferExplode(opened.columns);
  if (!explode) {
    return { ...opened, file: path };
  }
  const exploded = await profileTable(await explodedTable(opened.table, explode));
  const numbering = numberingColumns(opened.columns);
  return {
    ...opened,
    file: path,
    explode,
    malformed: opened.malformed + exploded.malformed,
    columns: exploded.columns.filter(({ name }) => !numbering.includes(name)),
  };
}

/**
 * What should be asked before a config is written, given some answers: a later question depends on the earlier ones.
 *
 * @throws DataError where no two columns look like ids, or an answer is none
 */
export function questionsAbout(log: UnknownLog, answers: Answers = {}): Question[] {
  return understand(log, answers).questions;
}

/**
 * Writes a config by looking at a log: a CSV, TSV, JSON or Parquet file with columns of any name, with or without a
 * header. Files beside it that describe its users or items (one row an id) are taken in.
 *
 * @param log a file, or one that was looked at
 * @param folder where the config will lie; its paths are relative to this
 * @param answers to {@link questionsAbout}; a guess stands for each that is missing
 * @throws DataError where the file is missing or empty, or no two columns look like ids
 */
export async function inferConfig(
  log: string | UnknownLog,
  folder: string = process.cwd(),
  answers: Answers = {},
): Promise<InferredConfig> {
  const looked = typeof log === 'string' ? await lookAtLog(log) : log;
  const { file, findings } = looked;
  const { roles, columns, format, explode, positive, questions } = understand(looked, answers);
  const taken = new Set<ColumnProfile>(Object.values(roles).flat());
  const rest = columns.filter((column) => !taken.has(column));
  const ofItems = behaviourOf(roles.item, roles.rating);
  const ofUsers = behaviourOf(roles.user, roles.rating);
  const besideItems = await findSideFile(
    file,
    { side: 'item', ids: roles.item, other: roles.user, behaviour: ofItems },
    format,
  );
  const besideUsers = await findSideFile(
    file,
    { side: 'user', ids: roles.user, other: roles.item, behaviour: ofUsers },
    format,
  );
  const [itemFile, userFile] = [besideItems.side, besideUsers.side];
  const items = itemFile ?? inferFeatures('item', roles.item, rest, ofItems);
  const others = without(rest, items);
  const users = userFile ?? inferFeatures('user', roles.user, others, ofUsers);
  const { atMost, told } = inferRejects(roles, looked.malformed);
  const afterFeatures = without(others, users);
  const { weight, told: toldWeight, maybe } = inferWeight(roles, afterFeatures);
  const context = judgeContext(
    roles.time,
    afterFeatures.filter(({ name }) => name !== maybe?.column),
  );
  const input = composeConfig({
    file,
    folder,
    format,
    explode,
    roles,
    positive: positive.positive,
    weight,
    users,
    items,
    userFile,
    itemFile,
    atMost,
  });
  parseConfig(input, file);
  const guesses = [
    ...findings,
    ...toldExplode(explode),
    ...toldRoles(roles),
    positive.guess,
    ...toldWeight,
    ...told,
    ...toldLog(roles, rest),
    ...unreadRatings(rest),
    ...(itemFile ? [`${basename(itemFile.file)} describes the items`] : []),
    ...(userFile ? [`${basename(userFile.file)} describes the users`] : []),
    ...besideItems.told,
    ...besideUsers.told,
  ];
  const text = writeConfigText(input, {
    guesses,
    users,
    items,
    context,
    maybeWeight: maybe,
  });
  const left = [
    ...items.left.map((one) => lineOf('item', one)),
    ...users.left.map((one) => lineOf('user', one)),
    ...context.left.map((one) => lineOf('context', one)),
  ];
  return { input, text, guesses, left, questions };
}

/** What each column is for. */
function understand(log: UnknownLog, answers: Answers) {
  const { roles: found, questions } = inferRoles(log.columns, log.file, answers);
  const own = log.table.columns.map(({ name }) => name);
  const { roles, columns, format, nameOf } = log.unnamed
    ? nameColumns(found, log.columns, log.format, own)
    : { ...log, roles: found, nameOf: (name: string) => name };
  const explode = log.explode && { ...log.explode, column: nameOf(log.explode.column) };
  const positive = inferPositive(roles, answers);
  const { question } = positive;
  return {
    roles,
    columns,
    format,
    explode,
    positive,
    questions: question ? [...questions, question] : questions,
  };
}

/** Columns that are neither features nor known to be poor ones. */
function without(columns: readonly ColumnProfile[], { features, left }: InferredFeatures): ColumnProfile[] {
  const judged = new Set([...features, ...left].map(({ column }) => column));
  return columns.filter((column) => !judged.has(column));
}

function lineOf(side: string, { column, why }: LeftColumn): string {
  return `${side} ${column.name}: ${why}`;
}

function toldExplode(explode: InferredExplode | undefined): string[] {
  return explode
    ? [
        `events: each entry of the lists in ${explode.column} is one${explode.label ? `, with what stands behind its last ${JSON.stringify(explode.label.separator)} in the column ${explode.label.column}` : ''} (data.explode)`,
      ]
    : [];
}

function toldRoles(roles: Roles): string[] {
  const { flags: _, ...columns } = roles;
  return Object.entries(columns).flatMap(([role, column]) =>
    column
      ? `${role}: the column ${column.name} (${column.distinct.toLocaleString('en-US')} values in ${column.values.length.toLocaleString('en-US')} rows)`
      : [],
  );
}
