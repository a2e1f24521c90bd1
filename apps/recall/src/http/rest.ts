import {
  ApiError,
  type Endpoint,
  type EndpointName,
  endpoints,
  type RecallAnswer,
  type RecallService,
} from '@twotower/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerJson } from '../json/answer-json.ts';
import type { CallerOf } from './caller.ts';
import { readInput } from './read-input.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/** A route for every endpoint of the API's table. */
export function installRest(
  app: FastifyInstance,
  service: RecallService,
  callerOf: CallerOf,
  onRecall: (answer: RecallAnswer, reply: FastifyReply, writing: number) => void,
): void {
  const taken = new Map<string, string[]>();
  for (const [name, { method, path, status = 200 }] of Object.entries(endpoints) as [
    EndpointName,
    Endpoint,
  ][]) {
    taken.set(path, [...(taken.get(path) ?? []), method]);
    // The table pairs each name with its own types; across the names TypeScript cannot follow that.
    const handler = service[name] as (input: unknown, caller: unknown) => unknown;
    const write = answerJson[name] as (output: unknown) => string;
    app.route({
      method,
      url: fastifyPath(path),
      handler: async (request, reply) => {
        const output = await handler(readInput(name, request), callerOf(request, reply));
        const began = performance.now();
        const text = write(output);
        if (name === 'recall') onRecall(output as RecallAnswer, reply, performance.now() - began);
        reply.code(status).type('application/json; charset=utf-8');
        return text;
      },
    });
  }
  for (const [path, allowed] of taken) refuseOtherMethods(app, path, allowed);
}

function refuseOtherMethods(app: FastifyInstance, path: string, allowed: readonly string[]): void {
  const others = methods.filter((method) => !allowed.includes(method));
  if (others.length === 0) return;
  app.route({
    method: others,
    url: fastifyPath(path),
    exposeHeadRoute: false,
    // Before a body is read: whatever it is, the method is what is wrong.
    onRequest: (request, reply, done) => done(refusal(request, reply, allowed)),
    handler: (request, reply) => {
      throw refusal(request, reply, allowed);
    },
  });
}

function refusal({ method }: FastifyRequest, reply: FastifyReply, allowed: readonly string[]): ApiError {
  reply.header('allow', allowed.join(', '));
  return new ApiError('METHOD_NOT_ALLOWED', `${method} is not possible here; use ${allowed.join(' or ')}`);
}

/**
 * `/v1/users/{userId}` as `/v1/users/:userId`; a colon of the path itself is doubled, and a parameter before one ends at it.
 */
function fastifyPath(path: string): string {
  return path
    .replaceAll(':', '::')
    .replaceAll(/\{(\w+)\}(?=::)/g, ':$1(^[^:/]+)')
    .replaceAll(/\{(\w+)\}/g, ':$1');
}
