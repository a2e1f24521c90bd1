import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type ErrorBody, type ErrorCode, errorCodes } from '@twotower/api';

/** Answers what is no HTTP that can be read, in the API's error shape, and hangs up. */
export function answerMalformed(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { code, message } = failures[error.code ?? ''] ?? otherwise;
  const { status } = errorCodes[code];
  const body: ErrorBody = { error: { code, message, requestId: randomUUID() } };
  const text = JSON.stringify(body);
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(text)}`,
      'Connection: close',
      '',
      text,
    ].join('\r\n'),
    // Whoever goes on sending what nobody reads.
    () => socket.destroy(),
  );
}

const otherwise: { readonly code: ErrorCode; readonly message: string } = {
  code: 'MALFORMED_HTTP',
  message: 'this is no HTTP request',
};

/** By Node's codes. */
const failures: Readonly<Record<string, typeof otherwise>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { code: 'REQUEST_TIMEOUT', message: 'the request did not arrive in time' },
  HPE_HEADER_OVERFLOW: { code: 'HEADERS_TOO_LARGE', message: 'the headers are larger than 16 KiB' },
};
