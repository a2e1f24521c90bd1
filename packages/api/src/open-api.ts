import { z } from 'zod';
import { type Endpoint, endpoints } from './endpoints.ts';
import { errorBodySchema, errorCodes } from './error.ts';

/** The OpenAPI 3.1 description of {@link endpoints}, from the same zod definitions that check requests. */
export function openApiDocument(info: { version: string }): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, endpoint] of Object.entries(endpoints)) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operation(name, endpoint),
    };
  }
  return { openapi: '3.1.0', info: { title: 'TwoTower recall', version: info.version }, paths };
}

function operation(name: string, endpoint: Endpoint): Record<string, unknown> {
  return {
    operationId: name,
    summary: endpoint.summary,
    ...(endpoint.input && endpoint.method === 'GET' ? { parameters: parameters(endpoint) } : {}),
    ...(endpoint.input && endpoint.method === 'POST'
      ? { requestBody: { required: true, content: json(endpoint.input, 'input') } }
      : {}),
    responses: {
      200: { description: 'The answer.', content: json(endpoint.output, 'output') },
      default: {
        description: `An error; codes: ${Object.keys(errorCodes).join(', ')}.`,
        content: json(errorBodySchema, 'output'),
      },
    },
  };
}

function parameters({ path, input }: Endpoint): unknown[] {
  return Object.entries(input?.shape ?? {}).map(([name, schema]) => {
    const place = path.includes(`{${name}}`) ? 'path' : 'query';
    return { name, in: place, required: place === 'path', schema: jsonSchema(schema as z.ZodType, 'input') };
  });
}

function json(schema: z.ZodType, io: 'input' | 'output'): unknown {
  return { 'application/json': { schema: jsonSchema(schema, io) } };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
