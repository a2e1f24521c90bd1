import type { FastifyInstance } from 'fastify';

/** `/openapi.json`, and `/docs`: the same for people, as one page that loads nothing and runs no script. */
export function installDocs(app: FastifyInstance, document: Record<string, unknown>): void {
  const json = JSON.stringify(document);
  const page = docsPage(document as unknown as Described);
  app.get('/openapi.json', async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(json),
  );
  app.get('/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
}

/** What of an OpenAPI document the page shows. */
interface Described {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security: readonly { readonly key: readonly string[] }[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: { readonly description?: string; readonly default?: unknown };
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Record<string, { readonly content: Content }>;
}

type Content = Readonly<
  Record<string, { readonly schema: { readonly $ref: string }; readonly example: unknown }>
>;

function docsPage({ info, paths, components }: Described): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationSection(method, path, operation)),
  );
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) =>
      `<details id="${escaped(name)}"><summary><code>${escaped(name)}</code></summary>${block(schema)}</details>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><title>${escaped(info.title)} API</title><style>${style}</style></head><body><main>
<h1>${escaped(info.title)} <small>${escaped(info.version)}</small></h1>
<p>${escaped(info.description)} Keys are sent as <code>Authorization: Bearer KEY</code>. The same for programs:
<a href="openapi.json">openapi.json</a>.</p>
${operations.join('\n')}<h2>Schemas</h2>${schemas.join('\n')}</main></body></html>`;
}

function operationSection(method: string, path: string, operation: Operation): string {
  const { operationId, summary, security, parameters = [], requestBody, responses } = operation;
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${escaped(name)}</code></td><td>${place}${required ? '' : ', optional'}</td><td>${escaped(schema.description ?? '')}</td></tr>`,
  );
  const answers = Object.entries(responses).filter(([status]) => status !== 'default');
  return `<section id="${escaped(operationId)}"><h2><span class="${method}">${method.toUpperCase()}</span> <code>${escaped(path)}</code></h2>
<p>${escaped(summary)} <small>tRPC: <code>${escaped(operationId)}</code>; ${scopeText(security)}</small></p>
${rows.length > 0 ? `<table>${rows.join('')}</table>` : ''}
${requestBody ? contentBlock('Request', requestBody.content) : ''}
${answers.map(([status, { content }]) => contentBlock(`Answer ${status}`, content)).join('')}</section>`;
}

function scopeText(security: Operation['security']): string {
  if (security.length === 0) return 'no key needed';
  const [scope] = security[0].key;
  return scope === undefined ? 'any key' : `scope: <code>${escaped(scope)}</code>`;
}

function contentBlock(title: string, content: Content): string {
  const [{ schema, example }] = Object.values(content);
  const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  return `<h3>${title} <small><a href="#${escaped(name)}">${escaped(name)}</a></small></h3>${block(example)}`;
}

function block(value: unknown): string {
  return `<pre>${escaped(JSON.stringify(value, null, 2))}</pre>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const style = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 }
main { max-width: 60rem; margin: 0 auto; padding: 1rem }
section { border-top: 1px solid #8884; margin-top: 1.5rem }
h2 { font-size: 1.1rem } h3 { font-size: .95rem; margin: .8rem 0 .2rem }
small { font-weight: normal; opacity: .75 }
pre { background: #8881; padding: .6rem; border-radius: 6px; overflow: auto; max-height: 24rem; margin: .2rem 0 }
h2 span { font-size: .8rem; padding: .1rem .45rem; border-radius: 4px; color: #fff; background: #4049b9 }
h2 span.get { background: #0a7d6c } h2 span.put { background: #8a5a00 } h2 span.delete { background: #b3261e }
td { padding: .1rem .8rem .1rem 0; vertical-align: top }`;
