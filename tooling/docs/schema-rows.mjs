// A JSON schema as rows of a table: a row a key, with the place of the key, what it takes, its default and what it is.

/**
 * @typedef {{ key: string, takes: string, byDefault: string, is: string }} Row
 * @param {any} schema of an object
 * @param {(keys: readonly string[], key: string) => string} commentOf
 * @param {string} [place] key under which the object stands
 * @returns {Row[]}
 */
export function schemaRows(schema, commentOf, place = '') {
  const keys = Object.keys(schema.properties);
  return keys.flatMap((key) => {
    const value = schema.properties[key];
    const row = {
      key: `${place}${key}`,
      takes: takes(value),
      byDefault: defaultOf(value, schema.required?.includes(key)),
      is: commentOf(keys, key),
    };
    return [row, ...below(value, commentOf, row.key)];
  });
}

/** The rows of the objects that a value may be. Those that differ in `kind` say it in the place. */
function below(value, commentOf, place) {
  if (value.properties) return schemaRows(value, commentOf, `${place}.`);
  if (value.items) return below(value.items, commentOf, `${place}[]`);
  if (typeof value.additionalProperties === 'object') {
    return below(value.additionalProperties, commentOf, `${place}.<name>`);
  }
  return (value.oneOf ?? value.anyOf ?? []).flatMap((each) => {
    const kind = each.properties?.kind?.const;
    if (kind === undefined) return below(each, commentOf, place);
    const rows = schemaRows(each, commentOf, `${place}(${kind}).`);
    return rows.filter(({ key }) => !key.endsWith(').kind'));
  });
}

/** In words, without what its objects hold. */
function takes(value) {
  const choices = value.oneOf ?? value.anyOf;
  if (choices) {
    const kinds = choices.map((each) => each.properties?.kind?.const);
    if (kinds.every((kind) => kind !== undefined)) return `kind: ${kinds.map(quoted).join(', ')}`;
    return [...new Set(choices.map(takes))].join(', ');
  }
  if (value.enum) return value.enum.map(quoted).join(', ');
  if (value.const !== undefined) return quoted(value.const);
  if (value.type === 'array') return `list of ${takes(value.items)}`;
  if (value.type === 'object') return 'keys';
  if (value.type === 'number' || value.type === 'integer') return `${numberName(value)}${range(value)}`;
  if (value.type === 'null') return '`null`';
  if (value.type === 'string') return value.pattern?.includes('ms|s|m|h') ? 'duration' : 'text';
  return value.type ?? 'see its words';
}

const numberName = ({ type }) => (type === 'integer' ? 'whole number' : 'number');
const quoted = (value) => `\`${value}\``;

function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }) {
  const bounds = [
    minimum === undefined || Math.abs(minimum) === Number.MAX_SAFE_INTEGER ? '' : `from ${minimum}`,
    exclusiveMinimum === undefined ? '' : `above ${exclusiveMinimum}`,
    maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? '' : `to ${maximum}`,
    exclusiveMaximum === undefined ? '' : `below ${exclusiveMaximum}`,
  ];
  return bounds
    .filter((bound) => bound !== '')
    .map((bound) => ` ${bound}`)
    .join('');
}

function defaultOf(value, required) {
  if (value.default === undefined) return required ? 'must be given' : 'none';
  if (typeof value.default === 'object' && Object.keys(value.default).length === 0) return '';
  return quoted(typeof value.default === 'object' ? JSON.stringify(value.default) : value.default);
}
