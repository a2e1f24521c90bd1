import { z } from 'zod';
import { type Config, configSchema } from './config.ts';
import { ConfigError } from './error.ts';
import { nearest } from './nearest.ts';
import { hidePasswords } from './source.ts';

/**
 * Checks a config and fills in its defaults.
 *
 * @param input what the config file holds
 * @param source the file's name, for messages
 * @throws ConfigError with one line that names the key, the value and, for an unknown key, the nearest valid one
 */
export function parseConfig(input: unknown, source = 'config'): Config {
  const result = configSchema.safeParse(input);
  if (result.success) {
    refuseOneColumnForBoth(result.data.schema, source);
    refuseCodesOfTime(result.data.schema, source);
    refuseItemHistories(result.data.schema, source);
    refuseTypesOfNoColumn(result.data.schema, source);
    return result.data;
  }
  throw new ConfigError(`${source}: ${describeIssue(result.error.issues[0], input)}`);
}

function refuseOneColumnForBoth({ user, item, event }: Config['schema'], source: string): void {
  const column = event.user ?? user.id;
  if (column === (event.item ?? item.id)) {
    throw new ConfigError(
      `${source}: the column "${column}" cannot be user and item at once; give schema.user.id and schema.item.id a column each`,
    );
  }
}

/** The time of the request is held as milliseconds. */
function refuseCodesOfTime({ context, event }: Config['schema'], source: string): void {
  for (const [feature, { kind, column = feature }] of Object.entries(context)) {
    if (column === event.time && kind !== 'time' && kind !== 'numeric') {
      throw new ConfigError(
        `${source}: schema.context.${feature} reads the event's time "${column}" as ${kind}; use kind: 'time' or 'numeric', or another column`,
      );
    }
  }
}

function refuseItemHistories({ item }: Config['schema'], source: string): void {
  const [onItem] = Object.entries(item.features).find(([, { kind }]) => kind === 'history') ?? [];
  if (onItem !== undefined) {
    throw new ConfigError(
      `${source}: schema.item.features.${onItem} is a history, and items have none; move it to schema.user.features`,
    );
  }
}

/** What stands in `positive` without a word said is no question of types. */
const unstated = 'click';

function refuseTypesOfNoColumn({ positive, event }: Config['schema'], source: string): void {
  if (event.type !== undefined || !Array.isArray(positive) || positive.join() === unstated) return;
  throw new ConfigError(
    `${source}: schema.positive names the types ${positive.join(', ')}, and no column has types; name it in schema.event.type`,
  );
}

function describeIssue(issue: z.core.$ZodIssue, input: unknown): string {
  const place = issue.path.map(String).join('.') || 'the file';
  switch (issue.code) {
    case 'unrecognized_keys': {
      const key = issue.keys[0];
      const path = [...issue.path.map(String), key].join('.');
      const known = validKeys(issue.path, input);
      const guess = nearest(key, known);
      const mend = guess ? `did you mean "${guess}"?` : `valid keys: ${known.join(', ') || 'none'}`;
      return `unknown key "${path}"; ${mend}`;
    }
    case 'invalid_union': {
      // A member that took the value but for something in it is the one that was meant.
      const inner = issue.errors.map(([first]) => first).find((first) => first?.path.length > 0);
      if (inner && !issue.discriminator) {
        return describeIssue({ ...inner, path: [...issue.path, ...inner.path] }, input);
      }
      return `${place} is ${show(valueAt(input, issue.path))}; ${issue.discriminator ? `its "${issue.discriminator}" must be one of ${kindsAt(issue.path, input).join(', ') || 'the known kinds'}` : formsOf(issue)}`;
    }
    default:
      return `${place} is ${show(valueAt(input, issue.path))}; ${issue.message.replace(/^Invalid input: /, '')}`;
  }
}

/** What a union's members would have taken, such as `expected "auto" or whole number`. */
function formsOf({ errors }: z.core.$ZodIssueInvalidUnion): string {
  const forms = errors.flatMap(([first]) => {
    const form = first?.message
      .replace(/^(?:Invalid (?:input|option): )?expected (?:one of )?/, '')
      .replace(/, received .*$/, '')
      .replace(/^int$/, 'whole number')
      .replaceAll('|', ' or ');
    return form ?? [];
  });
  return forms.length > 0
    ? `expected ${[...new Set(forms)].join(' or ')}`
    : 'it has none of the forms that this key takes';
}

function show(value: unknown): string {
  return value === undefined ? 'missing' : hidePasswords(JSON.stringify(value) ?? typeof value);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  }
  return value;
}

/** The keys that the object at a path may have. */
function validKeys(path: readonly PropertyKey[], input: unknown): string[] {
  const schema = schemaAt(path, input);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function kindsAt(path: readonly PropertyKey[], input: unknown): string[] {
  const parent = path.at(-1) === 'kind' ? path.slice(0, -1) : path;
  const schema = schemaAt(parent, input, false);
  return schema instanceof z.ZodDiscriminatedUnion
    ? schema.options.flatMap((option) => kindOf(option as z.ZodObject) ?? [])
    : [];
}

function kindOf(option: z.ZodObject): string | undefined {
  const kind = option.shape.kind;
  return kind instanceof z.ZodLiteral ? String(kind.value) : undefined;
}

function schemaAt(path: readonly PropertyKey[], input: unknown, resolveUnion = true): unknown {
  let schema: unknown = configSchema;
  let value: unknown = input;
  for (const key of path) {
    schema = unwrap(pickVariant(unwrap(schema), value));
    value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
    if (schema instanceof z.ZodObject) {
      schema = schema.shape[String(key)];
    } else if (schema instanceof z.ZodRecord) {
      schema = schema.valueType;
    } else if (schema instanceof z.ZodArray) {
      schema = schema.element;
    }
  }
  const last = unwrap(schema);
  return resolveUnion ? pickVariant(last, value) : last;
}

function unwrap(schema: unknown): unknown {
  let inner = schema;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault || inner instanceof z.ZodOptional) {
    inner = inner.def.innerType;
  }
  return inner;
}

/** Of a union discriminated by `kind`, the variant that the value claims to be. */
function pickVariant(schema: unknown, value: unknown): unknown {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) {
    return schema;
  }
  const kind = (value as { kind?: unknown } | undefined)?.kind;
  return schema.options.find((option) => kindOf(option as z.ZodObject) === kind) ?? schema;
}
