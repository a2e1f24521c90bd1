// One recall over HTTP, as a table.
import { StepError } from '../process/steps.mjs';

/** @returns {Promise<string>} a user's newest history and what the server recalls for them */
export async function oneRecall(url) {
  const { users } = await ask(`${url}/v1/users?limit=1`);
  if (users.length === 0) throw new StepError('the server knows no user');
  const [{ userId }] = users;
  const { history } = await ask(`${url}/v1/users/${encodeURIComponent(userId)}`);
  const answer = await ask(`${url}/v1/recall`, { userId, k: 10, excludeSeen: true });
  if (answer.items.length === 0) throw new StepError(`no items recalled for user ${userId}`);
  return [
    `POST /v1/recall { "userId": "${userId}", "k": 10, "excludeSeen": true }`,
    `source ${answer.source}, bundle ${answer.bundleId}`,
    `  clicked last: ${history.slice(0, 3).map(titleOf).join(', ')}`,
    ...answer.items.map(
      (item, rank) => `  ${String(rank + 1).padStart(2)}. ${item.score.toFixed(3)}  ${describe(item)}`,
    ),
  ].join('\n');
}

async function ask(url, body) {
  const post = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(url, {
    ...(body === undefined ? {} : post),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (!response.ok) throw new StepError(`${url} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}

function titleOf({ itemId, attributes }) {
  return attributes?.title ?? itemId;
}

function describe(item) {
  const { title: _title, ...others } = item.attributes ?? {};
  const details = Object.values(others).filter(
    (value) => value !== null && value !== undefined && value !== '',
  );
  return details.length === 0 ? titleOf(item) : `${titleOf(item)}  (${details.flat().join(', ')})`;
}
