import { type Endpoint, endpoints, errorBodySchema } from '@twotower/api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arbitraryInput, spoilt } from '../test/arbitrary-input.ts';
import { type RunningServer, runningServer } from '../test/running-server.ts';

let server: RunningServer;
let words: string[];

beforeAll(async () => {
  server = await runningServer();
  words = ['i1', 'i2', 'ann', 'b/ö', 'title', 'year', 'device', 'age', 'click', 'champion', server.bundleId];
});
afterAll(() => server.close());

const table = Object.entries(endpoints) as [string, Endpoint][];

/** Sends an input as REST has it: what the path names in the path, the rest in the query or the body. */
async function ask({ method, path }: Endpoint, input: unknown) {
  const fields = typeof input === 'object' && input !== null && !Array.isArray(input) ? input : undefined;
  const rest: Record<string, unknown> = JSON.parse(JSON.stringify(fields ?? {}));
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(textOf(value ?? 'x') || 'x');
  });
  const hasBody = method === 'POST' || method === 'PUT';
  const query = new URLSearchParams(
    Object.entries(rest).map(([name, value]): [string, string] => [name, textOf(value)]),
  );
  return server.app.inject({
    method,
    url: hasBody ? url : `${url}?${query}`,
    ...(hasBody && {
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(fields === undefined ? input : rest),
    }),
  });
}

/** As a URL can have it: objects as JSON, and no halves of characters. */
function textOf(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.replace(/\p{Surrogate}/gu, '?');
}

/** What a request was answered, checked: of a success the answer's shape, of a failure the one error's. Never a fault of the server. */
function check(
  endpoint: Endpoint,
  { statusCode, payload }: { statusCode: number; payload: string },
): boolean {
  expect(statusCode, payload).not.toBe(500);
  expect(payload).not.toMatch(/node_modules|\.ts:\d|at \w+ \(/);
  expect(payload).not.toContain(server.store.folder);
  if (statusCode >= 400) {
    errorBodySchema.strict().parse(JSON.parse(payload));
    return false;
  }
  expect(statusCode).toBe(endpoint.status ?? 200);
  endpoint.output.parse(JSON.parse(payload));
  return true;
}

/** Whose example names an item, a column, a bundle, a job or a key that this store does not have. */
const mayFail = new Set([
  'putItem',
  'deleteItem',
  'putUser',
  'promote',
  'cancelJob',
  'rollback',
  'revokeKey',
  'answer',
  'similar',
  'item',
  'standing',
  'bundle',
  'run',
  'signIn',
  'startComparison',
  'endComparison',
]);

describe('over REST', () => {
  // A key that is made would be asked for ever after.
  it.each(table.filter(([name]) => name !== 'createKey'))(
    '%s answers what fits, and what does not',
    async (name, endpoint) => {
      const { input, example } = endpoint;
      const own = check(endpoint, await ask(endpoint, example.input));
      if (!mayFail.has(name)) expect(own).toBe(true);
      const good = input === undefined ? fc.constant(undefined) : arbitraryInput(input, words);
      await fc.assert(
        fc.asyncProperty(good, async (given) => {
          check(endpoint, await ask(endpoint, given));
        }),
        { numRuns: 60 },
      );
      await fc.assert(
        fc.asyncProperty(good.chain(spoilt), async (given) => {
          check(endpoint, await ask(endpoint, given));
        }),
        { numRuns: 60 },
      );
    },
  );
});

it('over tRPC anything is answered without a fault of the server', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...table.filter(([name]) => name !== 'createKey'), ['nothing', table[0][1]] as const),
      fc.boolean(),
      fc.jsonValue(),
      async ([name], isGet, given) => {
        const text = JSON.stringify(given);
        const response = await server.app.inject(
          isGet
            ? { url: `/trpc/${name}?input=${encodeURIComponent(textOf(text))}` }
            : {
                method: 'POST',
                url: `/trpc/${name}`,
                headers: { 'content-type': 'application/json' },
                payload: text,
              },
        );
        expect(response.statusCode, response.payload).not.toBe(500);
        const body = response.json();
        expect(body.error === undefined ? body.result : body.error.data.code).toBeDefined();
      },
    ),
    { numRuns: 400 },
  );
});

it('bodies of any bytes under any type are answered in the one error shape', async () => {
  const types = [
    'application/json',
    'text/plain',
    'application/xml',
    'multipart/form-data; boundary=x',
    'a/b',
    '',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...types),
      fc.constantFrom('/v1/recall', '/v1/events', '/v1/recall:batch', '/trpc/recall', '/v1/items/x'),
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      async (type, url, bytes) => {
        const { statusCode } = await server.app.inject({
          method: url === '/v1/items/x' ? 'PUT' : 'POST',
          url,
          headers: type === '' ? {} : { 'content-type': type },
          payload: Buffer.from(bytes),
        });
        expect(statusCode).toBeGreaterThanOrEqual(400);
        expect(statusCode).toBeLessThan(500);
      },
    ),
    { numRuns: 200 },
  );
});

it.each([
  ['a path out of the pages', '/../../../etc/passwd'],
  ['the same, escaped', '/..%2f..%2f..%2fetc%2fpasswd'],
  ['escaped twice', '/%252e%252e/%252e%252e/etc/passwd'],
  ['with backslashes', '/..%5c..%5cetc'],
  ['a NUL', '/v1/users/%00'],
  ['half an escape', '/v1/users/%e0%a4'],
  ['a prototype’s name', '/v1/items/constructor/similar'],
  ['a bundle elsewhere', '/v1/bundles/..%2f..%2fx:promote'],
  ['many slashes', `/${'/'.repeat(3000)}`],
  ['a long query', `/v1/users?query=${'q'.repeat(8000)}`],
  ['a query with brackets', '/v1/users?query[__proto__][x]=1&limit[]=2'],
])('%s finds nothing and breaks nothing', async (_name, url) => {
  for (const method of ['GET', 'POST'] as const) {
    const { statusCode, payload } = await server.app.inject({ method, url });
    expect(statusCode, payload).toBeLessThan(500);
    expect(payload).not.toContain('root:');
  }
  expect(Object.prototype).not.toHaveProperty('x');
});

it('deep JSON, many keys and prototype keys are refused or ignored, never followed', async () => {
  const post = (payload: string) =>
    server.app.inject({
      method: 'POST',
      url: '/v1/recall',
      headers: { 'content-type': 'application/json' },
      payload,
    });
  const bodies = [
    '['.repeat(100_000) + ']'.repeat(100_000),
    `{"filter":${'{"not":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
    `{"features":{${Array.from({ length: 50_000 }, (_, i) => `"k${i}":1`).join(',')}}}`,
    '{"__proto__":{"k":1}}',
    '{"features":{"constructor":{"prototype":{"k":1}}}}',
    '{"context":{"toString":1}}',
    `{"exclude":[${'"a",'.repeat(20_000)}"a"]}`,
  ];
  for (const body of bodies) {
    const { statusCode, payload } = await post(body);
    expect(statusCode, payload.slice(0, 200)).toBe(400);
  }
  expect({}).not.toHaveProperty('k');
});
