import { type ConfigInput, parseConfig } from '@twotower/schema';
import { Document, isCollection, isMap, isNode, stringify } from 'yaml';
import type { InferredWeight } from './infer-weight.ts';
import type { InferredFeature, InferredFeatures } from './inferred-features.ts';
import type { JudgedContext } from './judge-context.ts';

/** What a config was inferred from. */
export interface Grounds {
  /** One sentence a guess. */
  readonly guesses: readonly string[];
  readonly users: InferredFeatures;
  readonly items: InferredFeatures;
  readonly context: JudgedContext;
  /** A column that may say how much an event counts. */
  readonly maybeWeight: InferredWeight['maybe'];
}

/** A config as YAML: beside each feature why it is one, and what may be set on top of it as comments. */
export function writeConfigText(input: ConfigInput, grounds: Grounds): string {
  return [
    `# Written by looking at the log. What was guessed:\n${comments(grounds.guesses.map((guess) => `- ${guess}`))}`,
    section('The name of the model.', { name: input.name }),
    `${schemaSection(input, grounds)}${weightLines(grounds, input)}${contextLines(grounds.context)}`,
    section(
      'Files, relative to this one: a file, a folder or a glob of CSV, TSV, JSON or Parquet, also .gz and .zst.',
      { data: input.data },
      [
        ['data', 'explode'],
        ...['events', 'users', 'items'].map((role) => ['data', 'format', 'columns', role]),
      ],
    ),
    [
      '# Everything below has this default; take the sign # away to change it. With `choose: auto`, what stands nowhere in this file may',
      '# become something else that did better on the validation part; what stands in it is kept, but that features which clearly hurt',
      '# there are left out (and the output says so). `choose: defaults` changes nothing.',
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

/** Only a person can tell whether more of it is more liking. */
function weightLines({ maybeWeight }: Grounds, { schema }: ConfigInput): string {
  if (!maybeWeight) {
    return '';
  }
  const weight = stringify(
    { column: maybeWeight.column, transform: 'log' },
    { collectionStyle: 'flow' },
  ).trim();
  return comments(
    [
      `More of ${maybeWeight.column} may say more (${maybeWeight.why}); try it as a weight of events:`,
      schema.event ? `  weight: ${weight} # a line of event, above` : `event: { weight: ${weight} }`,
    ],
    '  ',
  );
}

/** What may be of the request, to be taken in by hand, and what is surely not. */
function contextLines({ clock, likely, left }: JudgedContext): string {
  const features = [
    ...(clock ? [`  hour: { kind: time, column: ${stringify(clock.name).trim()} }`] : []),
    ...likely.map(({ name }) => `  ${stringify(name).trim()}: { kind: categorical }`),
  ];
  return [
    ...(features.length > 0
      ? [
          comments(
            [
              'What may be known when a request comes; take the sign # away from what is:',
              'context:',
              ...features,
            ],
            '  ',
          ),
        ]
      : []),
    ...(left.length > 0
      ? [
          comments(
            ['Left out of the context:', ...left.map(({ column, why }) => `- ${column.name}: ${why}`)],
            '  ',
          ),
        ]
      : []),
  ].join('');
}

/** The defaults as the schema has them, one commented line a key. */
function defaultLines(input: ConfigInput): string[] {
  const { choose, model, training, evaluation, store } = parseConfig(input);
  const shares = { validation: 0.05, test: 0.1 };
  const split: ConfigInput['split'] = input.schema.event?.time
    ? { kind: 'temporal', ...shares }
    : { kind: 'random', ...shares, seed: 42 };
  return Object.entries({ choose, split, model, training, evaluation, store }).map(
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
