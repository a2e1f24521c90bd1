import type { BundlesAnswer, Overview } from './overview.ts';
import type { RecallAnswer, RecallBatchAnswer, RecallBatchRequest, RecallRequest } from './recall.ts';
import type { SimilarAnswer, SimilarRequest } from './similar.ts';
import type { UserProfile, UserRequest, UsersAnswer, UsersRequest } from './user.ts';

/** Who asks: the id that the answer, the error and the log line of one request share. */
export interface Caller {
  readonly requestId: string;
}

type Procedure<Input, Output> = (input: Input, caller: Caller) => Output | Promise<Output>;

/** What a server puts behind both REST and tRPC. Each call throws an `ApiError` where it cannot answer. */
export interface RecallService {
  recall: Procedure<RecallRequest, RecallAnswer>;
  recallBatch: Procedure<RecallBatchRequest, RecallBatchAnswer>;
  similar: Procedure<SimilarRequest, SimilarAnswer>;
  user: Procedure<UserRequest, UserProfile>;
  users: Procedure<UsersRequest, UsersAnswer>;
  overview: Procedure<void, Overview>;
  bundles: Procedure<void, BundlesAnswer>;
}
