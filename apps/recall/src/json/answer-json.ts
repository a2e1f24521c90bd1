import { type EndpointName, endpoints, type OutputOf } from '@twotower/api';
import { recallBatchJson, recallJson, similarJson } from './recall-json.ts';

type Writers = { readonly [Name in EndpointName]: (output: OutputOf<Name>) => string };

/** How each endpoint's answer becomes JSON; over tRPC the same text stands inside its envelope. */
export const answerJson: Writers = {
  ...(Object.fromEntries(Object.keys(endpoints).map((name) => [name, JSON.stringify])) as Writers),
  recall: recallJson,
  recallBatch: recallBatchJson,
  similar: similarJson,
};
