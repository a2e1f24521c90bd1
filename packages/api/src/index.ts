export { type PastAnswer, pastAnswerSchema } from './answer.ts';
export { checkEvents } from './check-events.ts';
export { checkInput } from './check-input.ts';
export type { ComparisonView } from './comparison.ts';
export { type Endpoint, endpoint } from './endpoint.ts';
export { type EndpointName, endpoints } from './endpoints.ts';
export {
  ApiError,
  codeOfStatus,
  type ErrorBody,
  type ErrorCode,
  errorBodySchema,
  errorCodes,
  internalError,
} from './error.ts';
export type { Event, EventInput, EventsAnswer } from './event.ts';
export { type Filter, type FilterCondition, filterLimits, filterSchema } from './filter.ts';
export { invalidRequest } from './invalid-request.ts';
export type { JobSummary, JobsAnswer } from './job.ts';
export { openApiDocument } from './open-api.ts';
export type { BundleSummary, Overview, ServiceInfo } from './overview.ts';
export {
  type RecallAnswer,
  type RecallBatchAnswer,
  type RecallBatchRequest,
  type RecallRequest,
  type RecallRequestInput,
  type RecallSource,
  recallBatchRequestSchema,
  recallRequestSchema,
  type ScoredItem,
} from './recall.ts';
export type { BundlesAnswer } from './registry.ts';
export {
  createRouter,
  type FailureData,
  failureShape,
  type RecallRouter,
  type RouterContext,
} from './router.ts';
export type {
  Caller,
  CallerSession,
  CheckedInputOf,
  Handler,
  InputOf,
  OutputOf,
  RecallService,
} from './service.ts';
export type { SimilarAnswer, SimilarRequest } from './similar.ts';
export type { UserProfile, UserRequest, UsersAnswer, UsersRequest } from './user.ts';
export type { Attributes } from './value.ts';
