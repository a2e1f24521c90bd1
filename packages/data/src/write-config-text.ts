import type { ConfigInput } from '@twotower/schema';
import { stringify } from 'yaml';

/** A config as YAML, with what was guessed and what may be set on top of it as comments. */
export function writeConfigText(input: ConfigInput, guesses: readonly string[]): string {
  const section = (comment: string, content: object) =>
    `# ${comment}\n${stringify(content, { lineWidth: 0, flowCollectionPadding: true })}`;
  return [
    `# Written by looking at the log. What was guessed:\n${guesses.map((guess) => `# - ${guess.replaceAll('\n', ' ')}\n`).join('')}`,
    section('The name of the model.', { name: input.name }),
    section(
      'Columns. A feature has the kind categorical, categories, numeric, text, time, vector or history.',
      {
        schema: input.schema,
      },
    ),
    section('Files, relative to this one: a file, a folder or a glob of CSV, TSV or Parquet, also .gz.', {
      data: input.data,
    }),
    [
      '# Everything below has a default; take the sign # away to change it.',
      '# split: { kind: temporal, validation: 0.05, test: 0.1 }',
      '# model: { dim: 64, user: { hidden: [128] }, item: { hidden: [128] }, temperature: 0.07 }',
      '# training: { epochs: 20, earlyStopping: 3, batchSize: 1024, learningRate: 0.1, seed: 42 }',
      '# evaluation: { k: [10, 20, 50, 100], seen: mask }',
      '# store: ./.twotower',
      '',
    ].join('\n'),
  ].join('\n');
}
