// Some traffic as users would make it, so that screens have something to show.

/** Sets a bundle against what is served, for as long as somebody looks. @returns what ends that again */
export async function compareWithItself(url) {
  const { comparisons } = await get(`${url}/v1/comparisons?limit=1`);
  if (comparisons.some(({ endedAt }) => endedAt === undefined)) return async () => {};
  const [{ id: bundleId }] = (await get(`${url}/v1/bundles`)).bundles;
  await post(`${url}/v1/bundles/${bundleId}:promote`, { alias: 'candidate' });
  const asked = { kind: 'interleave', treatment: 'candidate', share: 1 };
  const { comparison } = await post(`${url}/v1/comparisons`, asked);
  return () => post(`${url}/v1/comparisons/${comparison.id}:end`, {});
}

/** Recalls of the most active users and of strangers, and a click on what each was recommended. */
export async function makeTraffic(url, { users = 200 } = {}) {
  const known = await get(`${url}/v1/users?limit=${users}`);
  const asking = [
    ...known.users.map(({ userId }) => userId),
    ...Array.from({ length: 6 }, (_, i) => `stranger-${i}`),
  ];
  const events = [];
  for (const [i, userId] of asking.entries()) {
    const { requestId, items } = await post(`${url}/v1/recall`, { userId, k: 20 });
    const item = items[i % items.length];
    if (item === undefined) continue;
    events.push({ eventId: `screens-${requestId}`, userId, itemId: item.itemId, type: 'click', requestId });
  }
  await post(`${url}/v1/events`, { events });
  return known.users[0].userId;
}

async function get(address) {
  return answerOf(await fetch(address));
}

async function post(address, body) {
  const headers = { 'content-type': 'application/json' };
  return answerOf(await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function answerOf(response) {
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
  return response.json();
}
