import { ApiError, type CheckedInputOf, checkInput, type EndpointName, endpoints } from '@twotower/api';
import type { FastifyRequest } from 'fastify';

/** What a request over REST says: path and query of a GET and a DELETE, path and body of the others. @throws ApiError INVALID_REQUEST */
export function readInput<Name extends EndpointName>(
  name: Name,
  request: FastifyRequest,
): CheckedInputOf<Name> {
  const { method } = endpoints[name];
  const params = request.params as Record<string, string>;
  const named = Object.keys(params);
  if (method === 'POST' || method === 'PUT') {
    if (named.length === 0) return checkInput(name, request.body ?? noBody());
    return checkInput(name, { ...asFields(request.body, named), ...params });
  }
  return checkInput(name, { ...asFields(request.query, named), ...params });
}

/** @throws ApiError */
function noBody(): never {
  throw new ApiError('INVALID_REQUEST', 'a body is needed: a JSON object, with its content-type');
}

/** @throws ApiError where it is no object, or says what the path says already */
function asFields(given: unknown, inPath: readonly string[]): object {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object' || Array.isArray(given)) {
    throw new ApiError('INVALID_REQUEST', 'the body is no object');
  }
  const twice = inPath.find((field) => Object.hasOwn(given, field));
  if (twice === undefined) return given;
  throw new ApiError('INVALID_REQUEST', `${twice}: the path says it already; leave it out`, { field: twice });
}
