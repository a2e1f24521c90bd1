import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { Document, parse, parseDocument } from 'yaml';

/**
 * The text of a config that is another one with some keys changed: YAML keeps its comments, JSON its shape, and a
 * TypeScript or JavaScript config is imported by the new one.
 *
 * @param file the config that was tuned
 * @param out the file that the text is for, in the same folder
 * @param changes top-level keys to their changed parts
 */
export function tunedConfigText(file: string, out: string, changes: object, comment: string): string {
  if (/^\.m?[jt]s$/.test(extname(file))) {
    const parts = Object.entries(changes).map(([key, value]) =>
      Array.isArray(value) || 'kind' in value
        ? `  ${key}: ${JSON.stringify(value)},`
        : `  ${key}: { ...base.${key}, ...${JSON.stringify(value)} },`,
    );
    return `// ${comment}\nimport base from './${basename(file)}';\n\nexport default {\n  ...base,\n${parts.join('\n')}\n};\n`;
  }
  const text = readFileSync(file, 'utf8');
  const yaml = extname(file) === '.json' ? new Document(parse(text)) : parseDocument(text);
  for (const [key, value] of Object.entries(changes)) {
    const whole = Array.isArray(value) || 'kind' in value;
    for (const [name, part] of whole ? [] : Object.entries(value)) {
      yaml.setIn([key, name], yaml.createNode(part));
    }
    if (whole) {
      yaml.set(key, yaml.createNode(value));
    }
  }
  return extname(out) === '.json'
    ? `${JSON.stringify(yaml.toJS(), null, 2)}\n`
    : `# ${comment}\n${yaml.toString()}`;
}
