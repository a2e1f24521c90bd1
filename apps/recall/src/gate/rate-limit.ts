import rateLimit from '@fastify/rate-limit';
import { ApiError } from '@twotower/api';
import type { FastifyInstance } from 'fastify';

/** Bounds how many requests a second each key may send; without keys there is nobody to tell from another. */
export async function installRateLimit(app: FastifyInstance, perSecond: number): Promise<void> {
  if (perSecond === 0) return;
  const none = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false };
  await app.register(rateLimit, {
    max: perSecond,
    timeWindow: 1000,
    allowList: (request) => request.apiKey === undefined,
    keyGenerator: ({ apiKey }) => apiKey?.id ?? '',
    addHeaders: { ...none, 'retry-after': false },
    addHeadersOnExceeding: none,
    errorResponseBuilder: (_request, { max }) =>
      new ApiError('RATE_LIMITED', `this key has sent ${max} requests within a second; send fewer`, {
        retryAfter: 1,
      }),
  });
}
