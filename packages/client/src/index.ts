export { createRecallClient, type RecallClient, type RecallClientOptions } from './client.ts';
export { RecallClientError } from './error.ts';
