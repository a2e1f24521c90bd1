import { type ConfigInput, parseConfig } from '@twotower/schema';
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
      '# Everything below has this default; take the sign # away to change it.',
      ...defaultLines(input),
      '',
    ].join('\n'),
  ].join('\n');
}

/** The defaults as the schema has them, one commented line a key. */
function defaultLines(input: ConfigInput): string[] {
  const { model, training, evaluation, store } = parseConfig(input);
  const split: ConfigInput['split'] = { kind: 'temporal', validation: 0.05, test: 0.1 };
  return Object.entries({ split, model, training, evaluation, store }).map(
    ([key, value]) => `# ${key}: ${stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd()}`,
  );
}
