import type { Scope } from '@twotower/schema';
import type { z } from 'zod';
import type { EndpointName, endpoints } from './endpoints.ts';

type Table = typeof endpoints;

/** What a caller writes. */
export type InputOf<Name extends EndpointName> = [NonNullable<Table[Name]['input']>] extends [never]
  ? undefined
  : z.input<NonNullable<Table[Name]['input']>>;

/** What a handler reads: checked, with defaults. */
export type CheckedInputOf<Name extends EndpointName> = [NonNullable<Table[Name]['input']>] extends [never]
  ? undefined
  : z.output<NonNullable<Table[Name]['input']>>;

export type OutputOf<Name extends EndpointName> = z.output<Table[Name]['output']>;

/** Who asks. */
export interface Caller {
  /** The id that the answer, the error and the log line of one request share. */
  readonly requestId: string;
  /** The id of the key; absent where none was needed. */
  readonly keyId?: string;
  /** What the key is for; absent where none was needed, and everything is allowed. */
  readonly scopes?: readonly Scope[];
  /** The session of a browser that it comes from, or may begin; absent where there can be none. */
  readonly session?: CallerSession;
}

/** Begins and ends the session of a browser. */
export interface CallerSession {
  readonly isOpen: boolean;
  /** @returns what the key may do; undefined where it is unknown */
  begin(secret: string): { readonly keyId: string; readonly scopes: readonly Scope[] } | undefined;
  end(): void;
}

export type Handler<Name extends EndpointName> = (
  input: CheckedInputOf<Name>,
  caller: Caller,
) => OutputOf<Name> | Promise<OutputOf<Name>>;

/** What a server puts behind REST and tRPC: a handler for every entry of the table. Each throws an `ApiError` where it cannot answer. */
export type RecallService = { readonly [Name in EndpointName]: Handler<Name> };
