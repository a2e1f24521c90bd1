import type { OutputOf, RecallAnswer } from '@twotower/api';

type PastAnswer = OutputOf<'answer'>;

/** What about an answer may have made it odd, in sentences; the likeliest first. @param now what the same question gets now */
export function causes(past: PastAnswer, now: RecallAnswer | undefined): string[] {
  const found: string[] = [];
  const who = past.userId === undefined ? 'Nobody was named' : `User ${past.userId} was not known`;
  if (past.source === 'popularity')
    found.push(`${who} and there was no history: these are the most popular items, the same for everybody.`);
  if (past.source === 'features')
    found.push(`${who}: the profile's features alone stood in, without any taste of their own.`);
  if (past.source === 'session')
    found.push('The request brought a history of its own, which replaced the stored one.');
  const { request } = past;
  if (request?.filter !== undefined) found.push('A filter left only some of the catalogue.');
  if (request?.excludeSeen === false) found.push('Items the user had before were let in.');
  if ((request?.diversity ?? 0) > 0) found.push('Diversity moved items that are like others down.');
  if (request?.perCategory !== undefined)
    found.push(`At most ${request.perCategory.most} items of one ${request.perCategory.field} were let in.`);
  if (request !== undefined && past.itemIds.length < Math.min(request.k, 100))
    found.push(`Only ${past.itemIds.length} of ${request.k} items were left to recommend.`);
  if (now === undefined) return found;
  if (now.bundleId !== past.bundleId)
    found.push(`Another bundle answers since: ${now.bundleId} in the place of ${past.bundleId}.`);
  else if (now.deltaSequence !== past.deltaSequence)
    found.push(`Delta ${now.deltaSequence} is served since, then it was ${past.deltaSequence}.`);
  if (now.source !== past.source)
    found.push(`Now the answer comes from ${now.source}, then from ${past.source}.`);
  const newest = now.explanation?.history.newest;
  if (newest !== undefined && newest > Date.parse(past.at))
    found.push('The user has done something since: the history is another now.');
  return found;
}
