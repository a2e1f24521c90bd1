export type { RetryOptions } from './attempts.ts';
export {
  type CallOptions,
  createRecallClient,
  type RecallClient,
  type RecallClientOptions,
} from './client.ts';
export { RecallClientError, type RecallClientErrorCode } from './error.ts';
