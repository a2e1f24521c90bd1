import { type ConfigInput, parseConfig } from '@twotower/schema';
import { Document, isCollection, isMap, isNode, stringify } from 'yaml';
import type { ColumnProfile } from './column-profile.ts';
import type { InferredFeature, InferredFeatures } from './infer-features.ts';
import { nameFits } from './role-names.ts';

/** What a config was inferred from. */
export interface Grounds {
  /** One sentence a guess. */
  readonly guesses: readonly string[];
  readonly users: InferredFeatures;
  readonly items: InferredFeatures;
  /** Columns of the log that are neither used nor tied to a user or an item. */
  readonly context: readonly ColumnProfile[];
}

/** A config as YAML: beside each feature why it is one, and what may be set on top of it as comments. */
export function writeConfigText(input: ConfigInput, grounds: Grounds): string {
  return [
    `# Written by looking at the log. What was guessed:\n${comments(grounds.guesses.map((guess) => `- ${guess}`))}`,
    section('The name of the model.', { name: input.name }),
    `${schemaSection(input, grounds)}${contextLines(grounds.context)}`,
    section(
      'Files, relative to this one: a file, a folder or a glob of CSV, TSV, JSON or Parquet, also .gz and .zst.',
      { data: input.data },
      [
        ['data', 'explode'],
        ...['events', 'users', 'items'].map((role) => ['data', 'format', 'columns', role]),
      ],
    ),
    [
      '# Everything below has this default; take the sign # away to change it.',
      ...defaultLines(input),
      '',
    ].join('\n'),
  ].join('\n');
}

const layout = { lineWidth: 0, flowCollectionPadding: true } as const;

/** @param flowing what stands on one line */
function section(comment: string, content: object, flowing: readonly string[][] = []): string {
  const document = new Document(content);
  flow(document, flowing);
  return `# ${comment}\n${document.toString(layout)}`;
}

function flow(document: Document, paths: readonly string[][]): void {
  for (const path of paths) {
    const node = document.getIn(path, true);
    if (isCollection(node)) {
      node.flow = true;
    }
  }
}

/** Each feature on a line of its own, with its reason behind it. */
function schemaSection(input: ConfigInput, { users, items }: Grounds): string {
  const document = new Document({ schema: input.schema });
  for (const [side, { features, left }] of [
    ['user', users],
    ['item', items],
  ] as const) {
    for (const name of Object.keys(input.schema[side].features ?? {})) {
      const node = document.getIn(['schema', side, 'features', name], true);
      if (isMap(node)) {
        node.flow = true;
        node.comment = ` ${oneLine(reasonOf(name, features))}`;
      }
    }
    const all = document.getIn(['schema', side, 'features'], true);
    if (left.length > 0 && isNode(all)) {
      all.comment = ` Left out:\n${left.map(({ column, why }) => ` - ${oneLine(`${column.name}: ${why}`)}`).join('\n')}`;
    }
  }
  flow(document, [
    ['schema', 'item', 'attributes'],
    ['schema', 'positive'],
    ['schema', 'explicitNegative'],
  ]);
  return `# Columns. A feature has the kind categorical, categories, numeric, text, time, vector or history.\n${document.toString(layout)}`;
}

function reasonOf(name: string, features: readonly InferredFeature[]): string {
  return features.find((feature) => feature.name === name)?.why ?? "the user's last items";
}

/** Columns that may belong to the request; whether they are known when it comes only a person can tell. */
function contextLines(columns: readonly ColumnProfile[]): string {
  const likely = columns.filter(
    ({ name, column, numeric, distinct, topShare, filled, values, timeLike }) =>
      (column.kind === 'text' || column.kind === 'boolean') &&
      !numeric &&
      !timeLike &&
      distinct >= 2 &&
      distinct <= 50 &&
      topShare <= 0.99 &&
      filled >= 0.2 * values.length &&
      nameFits('flag', name) === 0 &&
      !/^(?:split|fold|set|part|partition)$/i.test(name),
  );
  if (likely.length === 0) {
    return '';
  }
  const features = likely.slice(0, 5).map(({ name }) => `  ${stringify(name).trim()}: { kind: categorical }`);
  return comments(
    [
      'Columns that change within a user; take the sign # away from those that are known when a request comes:',
      'context:',
      ...features,
    ],
    '  ',
  );
}

/** The defaults as the schema has them, one commented line a key. */
function defaultLines(input: ConfigInput): string[] {
  const { model, training, evaluation, store } = parseConfig(input);
  const shares = { validation: 0.05, test: 0.1 };
  const split: ConfigInput['split'] = input.schema.event?.time
    ? { kind: 'temporal', ...shares }
    : { kind: 'random', ...shares, seed: 42 };
  return Object.entries({ split, model, training, evaluation, store }).map(
    ([key, value]) => `# ${key}: ${stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd()}`,
  );
}

function comments(lines: readonly string[], indent = ''): string {
  return lines.map((line) => `${indent}# ${oneLine(line)}\n`).join('');
}

/** Without line ends and whatever else a file's bytes may hold. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
