import { nearest } from '@twotower/schema';
import type { z } from 'zod';
import { ApiError } from './error.ts';

/**
 * The one error a caller sees for input that does not fit: the first offending value, by path, and what to mend.
 * `validKeys` are the keys of the request, for the nearest one to a misspelt key.
 */
export function invalidRequest(error: z.core.$ZodError, validKeys: readonly string[] = []): ApiError {
  const [issue] = error.issues;
  const { path, message } = innermost(issue);
  if (issue.code === 'unrecognized_keys' && issue.path.length === 0) {
    const [key] = issue.keys;
    const near = nearest(key, validKeys);
    const mend = near === undefined ? `valid keys: ${validKeys.join(', ')}` : `did you mean ${near}?`;
    const text = validKeys.length === 0 ? `unknown key ${key}` : `unknown key ${key}; ${mend}`;
    return new ApiError('INVALID_REQUEST', text, { field: key, cause: error });
  }
  const field = path.map(String).join('.');
  return new ApiError('INVALID_REQUEST', field === '' ? message : `${field}: ${message}`, {
    field: field === '' ? undefined : field,
    cause: error,
  });
}

/** Of a union that nothing matched, the complaint of the member that came furthest. */
function innermost(issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string } {
  if (issue.code !== 'invalid_union') return issue;
  const members = issue.errors
    .filter((errors) => errors.length > 0)
    .map((errors) => innermost(errors[0]))
    .sort((a, b) => b.path.length - a.path.length);
  if (members.length === 0 || members[0].path.length === 0) return issue;
  return { path: [...issue.path, ...members[0].path], message: members[0].message };
}
