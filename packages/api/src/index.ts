export { type Endpoint, type EndpointName, endpoints } from './endpoints.ts';
export {
  ApiError,
  type ErrorBody,
  type ErrorCode,
  errorBodySchema,
  errorCodes,
  internalError,
} from './error.ts';
export { type Filter, type FilterCondition, filterLimits, filterSchema } from './filter.ts';
export { invalidRequest } from './invalid-request.ts';
export { openApiDocument } from './open-api.ts';
export {
  type BundleSummary,
  type BundlesAnswer,
  bundleSummarySchema,
  bundlesAnswerSchema,
  type Overview,
  overviewSchema,
  type ServiceInfo,
} from './overview.ts';
export {
  type RecallAnswer,
  type RecallBatchAnswer,
  type RecallBatchRequest,
  type RecallRequest,
  type RecallRequestInput,
  type RecallSource,
  recallAnswerSchema,
  recallBatchAnswerSchema,
  recallBatchRequestSchema,
  recallRequestSchema,
  type ScoredItem,
} from './recall.ts';
export { createRouter, type RecallRouter, type RouterContext } from './router.ts';
export type { Caller, RecallService } from './service.ts';
export {
  type SimilarAnswer,
  type SimilarRequest,
  similarAnswerSchema,
  similarRequestSchema,
} from './similar.ts';
export {
  type UserProfile,
  type UserRequest,
  type UsersAnswer,
  type UsersRequest,
  userProfileSchema,
  userRequestSchema,
  usersAnswerSchema,
  usersRequestSchema,
} from './user.ts';
export type { Attributes } from './value.ts';
