import { ApiError, codeOfStatus, type ErrorBody, errorCodes, internalError } from '@twotower/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Gives every failed request the API's one error body. */
export function installErrorHandler(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendFailure(error, request, reply));
}

export function sendFailure(cause: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code, message, field, retryAfter } = asApiError(cause);
  if (code === 'INTERNAL') request.log.error(cause);
  if (retryAfter !== undefined) reply.header('retry-after', Math.ceil(retryAfter));
  if (code === 'UNAUTHORIZED') reply.header('www-authenticate', 'Bearer');
  const body: ErrorBody = { error: { code, message, field, requestId: request.id } };
  return reply
    .code(errorCodes[code].status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body));
}

/** Fastify's own errors by status; of what nobody foresaw the caller learns nothing. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const status = statusOf(error);
  if (!(error instanceof Error) || status < 400 || status >= 500) return internalError(error);
  if (error instanceof SyntaxError || ('code' in error && isJsonError(error.code))) {
    return new ApiError('MALFORMED_JSON', `the body is not usable JSON: ${error.message}`, { cause: error });
  }
  const mend = 'code' in error ? mends[String(error.code)] : undefined;
  return new ApiError(codeOfStatus(status) ?? 'INVALID_REQUEST', mend ?? error.message, { cause: error });
}

/** What Fastify says of these does not say what to do instead. */
const mends: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'send the body as JSON, with the header content-type: application/json',
  FST_ERR_CTP_BODY_TOO_LARGE: 'the body is larger than this server takes; send it in parts',
};

function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
}

function isJsonError(code: unknown): boolean {
  return code === 'FST_ERR_CTP_EMPTY_JSON_BODY' || code === 'FST_ERR_CTP_INVALID_JSON_BODY';
}
