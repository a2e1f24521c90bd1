import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { openApiDocument } from './open-api.ts';

interface Operation {
  readonly operationId: string;
  readonly security: readonly { readonly key: readonly string[] }[];
}
interface Described {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}

const document = openApiDocument({ version: '1' });
const { paths, components } = document as unknown as Described;
const table = Object.entries(endpoints) as [keyof typeof endpoints, Endpoint][];

it('is a valid document by a validator that is not ours', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
});

it('describes every endpoint, two methods of one path too', () => {
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { operationId, security }]) => [
      operationId,
      method.toUpperCase(),
      path,
      security[0]?.key[0],
    ]),
  );
  const entries = table.map(([name, { method, path, scope }]) => [name, method, path, scope]);
  expect(described.sort()).toEqual(entries.sort());
  expect(Object.keys(paths['/v1/users/{userId}']).sort()).toEqual(['delete', 'get', 'put']);
});

describe('examples', () => {
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema({ $id: 'doc', components });
  const fits = (component: string, value: unknown): unknown => {
    const validate = ajv.getSchema(`doc#/components/schemas/${component}`);
    if (validate === undefined) throw new Error(`${component} is not described`);
    return validate(value) ? undefined : validate.errors;
  };

  it.each(table)(
    'of %s fit the zod definitions and the description',
    (name, { input, output, example, method, path }) => {
      expect(output.parse(example.output)).toEqual(example.output);
      const capital = name[0].toUpperCase() + name.slice(1);
      expect(fits(`${capital}Answer`, example.output)).toBeUndefined();
      if (input === undefined) return;
      input.parse(example.input);
      if (method !== 'POST' && method !== 'PUT') return;
      const body = Object.entries(example.input ?? {}).filter(([field]) => !path.includes(`{${field}}`));
      expect(fits(`${capital}Request`, Object.fromEntries(body))).toBeUndefined();
    },
  );

  it('a description refuses what the definitions refuse', () => {
    expect(fits('RecallRequest', { k: 0 })).toBeDefined();
    expect(fits('RecallRequest', { kk: 1 })).toBeDefined();
    expect(fits('RecallRequest', { filter: { not: { field: 'a', op: 'between', value: 1 } } })).toBeDefined();
    expect(fits('RecallRequest', { filter: { not: { field: 'a', op: 'eq', value: 1 } } })).toBeUndefined();
    expect(fits('EventsRequest', { events: [{ userId: 'a' }] })).toBeDefined();
  });
});
