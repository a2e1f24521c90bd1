import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { errorBodySchema, errorCodes } from './error.ts';
import { nestedSchema } from './filter.ts';
import { scoredItemSchema } from './recall.ts';
import { storedValueSchema } from './value.ts';

type Document = Record<string, unknown>;

/** The OpenAPI 3.1 description of {@link endpoints}, from the same zod definitions that check requests. */
export function openApiDocument(info: { readonly version: string }): Document {
  const paths: Record<string, Document> = {};
  const entries = Object.entries(endpoints) as [string, Endpoint][];
  for (const [name, entry] of entries) {
    paths[entry.path] = { ...paths[entry.path], [entry.method.toLowerCase()]: operation(name, entry) };
  }
  const inputs = entries.flatMap(([name, { input, method }]) =>
    input === undefined || !hasBody(method)
      ? []
      : [[`${capital(name)}Request`, bodyOf(input, pathOf(name))] as const],
  );
  const outputs = entries.map(([name, { output }]) => [`${capital(name)}Answer`, output] as const);
  return {
    openapi: '3.1.0',
    info: {
      title: 'TwoTower recall',
      version: info.version,
      description: 'Recalls items for users, takes in what users do, and says what it serves.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: {
        ...componentSchemas([...inputs, ['Filter', nestedSchema]], 'input'),
        ...componentSchemas(
          [
            ...outputs,
            ['Filter', nestedSchema],
            ['ScoredItem', scoredItemSchema],
            ['StoredValue', storedValueSchema],
            ['Error', errorBodySchema],
          ],
          'output',
        ),
      },
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key; none is needed while none exists.' },
      },
    },
  };
}

function operation(
  name: string,
  { method, path, summary, scope, open = false, input, status = 200, example }: Endpoint,
): Document {
  const given = (example.input ?? {}) as Document;
  const inPath = namesIn(path);
  const shape = input?.shape ?? {};
  const parameters = Object.entries(shape).flatMap(([field, schema]) => {
    const place = inPath.includes(field) ? 'path' : 'query';
    if (place === 'query' && hasBody(method)) return [];
    return [parameter(field, place, schema as z.ZodType, given[field])];
  });
  const body = Object.fromEntries(Object.entries(given).filter(([field]) => !inPath.includes(field)));
  return {
    operationId: name,
    summary,
    security: open ? [] : [{ key: scope === undefined ? [] : [scope] }],
    ...(parameters.length > 0 && { parameters }),
    ...(input !== undefined &&
      hasBody(method) && {
        requestBody: { required: true, content: json(`${capital(name)}Request`, body) },
      }),
    responses: {
      [status]: { description: 'The answer.', content: json(`${capital(name)}Answer`, example.output) },
      default: {
        description: `An error; codes: ${Object.keys(errorCodes).join(', ')}.`,
        content: json('Error', {
          error: { code: 'INVALID_REQUEST', message: 'k: ...', field: 'k', requestId: '...' },
        }),
      },
    },
  };
}

function parameter(name: string, place: 'path' | 'query', schema: z.ZodType, example: unknown): Document {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const required = place === 'path' || !schema.safeParse(undefined).success;
  return { name, in: place, required, schema: rest, ...(example !== undefined && { example }) };
}

function json(component: string, example: unknown): Document {
  return { 'application/json': { schema: { $ref: referenceTo(component) }, example } };
}

/** Schemas that refer to each other, and to themselves, by name. */
function componentSchemas(
  named: readonly (readonly [string, z.ZodType])[],
  io: 'input' | 'output',
): Record<string, Document> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of named) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io, uri: referenceTo, unrepresentable: 'any' });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _id, ...schema }]) => [id, schema]),
  );
}

/** What of an input comes in the body: all but what the path says. */
function bodyOf(input: z.ZodObject, inPath: readonly string[]): z.ZodObject {
  const fields = Object.entries(input.shape).filter(([field]) => !inPath.includes(field));
  return fields.length === Object.keys(input.shape).length
    ? input
    : z.strictObject(Object.fromEntries(fields));
}

function pathOf(name: string): readonly string[] {
  return namesIn((endpoints as Record<string, Endpoint>)[name].path);
}

function namesIn(path: string): readonly string[] {
  return Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name);
}

function hasBody(method: Endpoint['method']): boolean {
  return method === 'POST' || method === 'PUT';
}

function capital(name: string): string {
  return name[0].toUpperCase() + name.slice(1);
}

function referenceTo(component: string): string {
  return `#/components/schemas/${component}`;
}
