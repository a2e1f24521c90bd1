import fc, { type Arbitrary } from 'fast-check';
import { z } from 'zod';

interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Inputs that fit a zod definition, small ones: what may be left out mostly is, and texts are mostly words that the data know. */
export function arbitraryInput(input: z.ZodType, words: readonly string[]): Arbitrary<unknown> {
  const root = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return arbitraryOf(root, root, words, 4);
}

function arbitraryOf(
  schema: JsonSchema,
  root: JsonSchema,
  words: readonly string[],
  depth: number,
): Arbitrary<unknown> {
  const below = (part: JsonSchema): Arbitrary<unknown> => arbitraryOf(part, root, words, depth - 1);
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    return arbitraryOf(root.$defs?.[name] ?? {}, root, words, depth);
  }
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const members = schema.anyOf ?? schema.oneOf;
  if (members !== undefined) {
    // Conditions come before what nests them.
    const usable = depth > 0 ? members : members.slice(0, 1);
    return fc.oneof(...usable.map(below));
  }
  switch (schema.type) {
    case 'object':
      return objectOf(schema, below, words);
    case 'array': {
      const items = depth > 0 ? (schema.items ?? {}) : { const: null };
      return fc.array(below(items), {
        minLength: schema.minItems,
        maxLength: Math.max(3, schema.minItems ?? 0),
      });
    }
    case 'string':
      return textOf(schema, words);
    case 'integer':
      return fc.integer({ min: schema.minimum, max: Math.min(schema.maximum ?? 1000, 1000) });
    case 'number':
      return fc.double({ min: schema.minimum, max: schema.maximum, noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objectOf(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  below: (part: JsonSchema) => Arbitrary<unknown>,
  words: readonly string[],
): Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, part]): [string, Arbitrary<unknown>] => [
    name,
    required.includes(name)
      ? below(part)
      : fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: below(part) }),
  ]);
  if (fields.length > 0) return fc.record(Object.fromEntries(fields));
  if (typeof additionalProperties !== 'object') return fc.constant({});
  return fc.dictionary(fc.constantFrom(...words), below(additionalProperties), { maxKeys: 2 });
}

function textOf(
  { pattern, minLength, maxLength = 64 }: JsonSchema,
  words: readonly string[],
): Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...words) },
    { weight: 1, arbitrary: fc.string({ minLength, maxLength: Math.min(64, maxLength), unit: 'binary' }) },
  );
}

/** A value with one of its parts, or all of it, put in the place of something else. */
export function spoilt(value: unknown): Arbitrary<unknown> {
  const other = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<unknown>(null, '', 1e308, -0, [], {}, '__proto__', 'x'.repeat(10_000), {
      __proto__: null,
      constructor: {},
    }),
  );
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return other;
  const parts = value as Record<string, unknown>;
  return fc.oneof(
    { weight: 1, arbitrary: other },
    {
      weight: 5,
      arbitrary: fc
        .tuple(fc.constantFrom(...Object.keys(parts), 'constructor', 'toString'), other)
        .map(([name, put]) => (Array.isArray(value) ? [...value, put] : { ...parts, [name]: put })),
    },
    {
      weight: 5,
      arbitrary: fc
        .constantFrom(...Object.keys(parts))
        .chain((name) =>
          spoilt(parts[name]).map((put) => (Array.isArray(value) ? [put] : { ...parts, [name]: put })),
        ),
    },
  );
}
