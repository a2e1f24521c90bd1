import {
  ApiError,
  type Endpoint,
  type EndpointName,
  endpoints,
  invalidRequest,
  type RecallService,
} from '@twotower/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** A route for every endpoint of the API's table. */
export function installRest(app: FastifyInstance, service: RecallService): void {
  for (const [name, endpoint] of Object.entries(endpoints) as [EndpointName, Endpoint][]) {
    const url = fastifyPath(endpoint.path);
    // The table pairs each name with its own schema; across the names TypeScript cannot follow that.
    const procedure = service[name] as (input: unknown, caller: { requestId: string }) => unknown;
    app.route({
      method: endpoint.method,
      url,
      handler: async (request) => procedure(readInput(endpoint, request), { requestId: request.id }),
    });
    app.route({
      method: methods.filter((method) => method !== endpoint.method),
      url,
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        reply.header('allow', endpoint.method);
        throw new ApiError(
          'METHOD_NOT_ALLOWED',
          `${request.method} is not possible here; use ${endpoint.method}`,
        );
      },
    });
  }
}

function readInput(endpoint: Endpoint, request: FastifyRequest): unknown {
  if (endpoint.input === undefined) return undefined;
  const given =
    endpoint.method === 'POST' ? request.body : { ...asObject(request.query), ...asObject(request.params) };
  const result = endpoint.input.safeParse(given);
  if (!result.success) throw invalidRequest(result.error, Object.keys(endpoint.input.shape));
  return result.data;
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

/** `/v1/users/{userId}` as `/v1/users/:userId`; a colon of the path itself is doubled. */
function fastifyPath(path: string): string {
  return path.replaceAll(':', '::').replaceAll(/\{(\w+)\}/g, ':$1');
}
