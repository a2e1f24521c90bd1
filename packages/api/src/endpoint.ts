import type { Scope } from '@twotower/schema';
import type { z } from 'zod';

/** One thing the server can be asked, over REST and over tRPC. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Parameters in braces, named as the input's fields. */
  readonly path: string;
  readonly summary: string;
  /** A query changes nothing. */
  readonly kind: 'query' | 'mutation';
  /** What a key must be for; absent where any will do. */
  readonly scope?: Scope;
  /** Whether not even a key is needed. */
  readonly open?: boolean;
  /** Absent where there is nothing to say. GET and DELETE take it from path and query, the others from path and body. */
  readonly input?: z.ZodObject;
  readonly output: z.ZodType;
  /** Of a success; default 200. */
  readonly status?: number;
  /** Shown in the description. */
  readonly example: { readonly input?: unknown; readonly output: unknown };
  /** Whether a POST that is sent twice does no more than once. What changes nothing, PUT and DELETE always do. */
  readonly repeatable?: (input: never) => boolean;
}

/** An entry of the table. Its examples are checked against its input and output. */
export function endpoint<
  const Rest extends Omit<Endpoint, 'input' | 'output' | 'example' | 'repeatable'>,
  Output extends z.ZodType,
  Input extends z.ZodObject = never,
>(
  definition: Rest & {
    readonly input?: Input;
    readonly output: Output;
    readonly example: { readonly input?: z.input<Input>; readonly output: z.output<Output> };
    readonly repeatable?: (input: z.input<Input>) => boolean;
  },
): Rest & Pick<Endpoint, 'example' | 'repeatable'> & { readonly input?: Input; readonly output: Output } {
  return definition;
}
