import { z } from 'zod';

/**
 * Code of your own: a function, or the path of a module that exports it as default (relative to the config file). As a
 * loss, a `Loss` of `@twotower/core/train`; as a source of negatives, a function of `{ items, counts }` that makes a
 * `NegativeSource` of `@twotower/sampling`.
 */
export const customSchema = z.union([
  z.string().min(1),
  z.custom<(...inputs: never[]) => unknown>(
    (value) => typeof value === 'function',
    'expected a function or a path',
  ),
]);
