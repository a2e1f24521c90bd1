// The pages of docs/ that are made from the source: every key of the config, every environment variable, every metric.
import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import { inRoot, root } from '../process/paths.mjs';
import { keyComments } from './key-comments.mjs';
import { metricRows } from './metric-rows.mjs';
import { schemaRows } from './schema-rows.mjs';

const MADE = 'Made by `npx pnpm@10.34.8 pages` from the comments in the source.';

/**
 * @param {{ config: z.ZodType, recall: z.ZodType, worker: z.ZodType }} schemas of the config file and of the apps' environments
 * @returns {Readonly<Record<string, string>>} texts by path
 */
export function pages({ config, recall, worker }) {
  const tables = {
    'docs/config.md': [
      `# Every key of the config\n\n${MADE} \`a.b\` stands below \`a\`, \`a[]\` is an entry of a list, \`a.<name>\` has a name of yours,`,
      'and `a(kind)` is a key of that kind.\n',
      ...sections(rowsOf(config, 'packages/schema/src')),
    ],
    'docs/settings.md': [
      `# Environment variables\n\n${MADE}\n`,
      ...['recall', 'worker'].map((app) => {
        const rows = rowsOf(app === 'recall' ? recall : worker, `apps/${app}/src/settings.ts`);
        return `## apps/${app}\n\n${settingsTable(rows)}`;
      }),
    ],
    'docs/metrics.md': [
      `# Every metric\n\n${MADE} Those of the recall server stand at \`/metrics\`, beside Node's own.\n`,
      ...['recall', 'worker'].map(
        (app) => `## apps/${app}\n\n${metricsTable(metricRows(`apps/${app}/src`))}`,
      ),
    ],
  };
  return Object.fromEntries(
    Object.entries(tables).map(([path, parts]) => [path, formatted(path, parts.join('\n'))]),
  );
}

function rowsOf(schema, source) {
  return schemaRows(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), keyComments(source));
}

/** A section for each key that has others below it, and one before for those that have none. */
function sections(rows) {
  const names = [...new Set(rows.map(({ key }) => key.split(/[.([]/)[0]))];
  const of = (name) => rows.filter(({ key }) => key.split(/[.([]/)[0] === name);
  const alone = names.filter((name) => of(name).length === 1);
  return [
    settingsTable(alone.flatMap(of)),
    ...names
      .filter((name) => !alone.includes(name))
      .map((name) => `\n## ${name}\n\n${settingsTable(of(name))}`),
  ];
}

function settingsTable(rows) {
  return table(
    ['key', 'takes', 'default', ''],
    rows.map(({ key, takes, byDefault, is }) => [`\`${key}\``, takes, byDefault, is]),
  );
}

function metricsTable(rows) {
  return table(
    ['metric', 'labels', ''],
    rows.map(({ name, labels, is }) => [`\`${name}\``, labels, is]),
  );
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

/** As the formatter leaves it, so that the page passes the checks. */
function formatted(path, text) {
  const biome = inRoot('node_modules/@biomejs/biome/bin/biome');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [biome, 'format', `--stdin-file-path=${path}`],
    { cwd: root, input: text, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${path} could not be formatted: ${stderr}`);
  return stdout;
}
