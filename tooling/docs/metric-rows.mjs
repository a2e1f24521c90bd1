// Every metric of an app, as rows of a table: found in its source, where each is declared with its help.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../process/paths.mjs';
import { parseSource } from './parse-source.mjs';

/**
 * @param {string} folder of an app's sources
 * @returns {{ name: string, labels: string, is: string }[]} by name
 */
export function metricRows(folder) {
  const files = readdirSync(inRoot(folder), { recursive: true }).map(String);
  const sources = files.filter((name) => /(?<!\.test)\.ts$/.test(name) && /metrics|gauges/.test(name));
  const rows = sources.sort().flatMap((name) => {
    const { nodes } = parseSource(join(inRoot(folder), name));
    return nodes.filter(({ type }) => type === 'ObjectExpression').flatMap(metricsIn);
  });
  return rows.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** An object with name and help is a metric; one whose values have a help alone holds several by their names. */
function metricsIn({ properties }) {
  const own = metricOf(textOf(propertyNamed(properties, 'name')), properties);
  const listed = properties
    .filter(({ value }) => value?.type === 'ObjectExpression')
    .map(({ key, value }) => metricOf(key.name, value.properties));
  return [own, ...listed].filter((metric) => metric !== undefined);
}

function metricOf(name, properties) {
  const is = textOf(propertyNamed(properties, 'help'));
  if (name === undefined || is === undefined) return undefined;
  const labels = propertyNamed(properties, 'labelNames')?.elements ?? [];
  return { name, labels: labels.map(textOf).join(', '), is };
}

const propertyNamed = (properties, name) => properties.find(({ key }) => key?.name === name)?.value;
const textOf = (node) => (typeof node?.value === 'string' ? node.value : undefined);
