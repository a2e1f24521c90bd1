// The screens of the admin UI, and what makes each worth a picture.

/** @param {string} url of a server @param {string} userId whom it knows */
export async function screensOf(url, userId) {
  const json = async (path) => (await fetch(`${url}${path}`)).json();
  const { items } = await json('/v1/items?limit=1');
  const { answers } = await json(`/v1/answers?userId=${encodeURIComponent(userId)}`);
  const { bundles } = await json('/v1/bundles');
  const { runs } = await json('/v1/runs?limit=50');
  const user = encodeURIComponent(userId);
  const measured = runs.filter(({ metrics }) => metrics !== undefined);
  const some = measured.slice(0, 2).map(({ id }) => id);
  return [
    { name: 'overview', path: '/overview' },
    { name: 'playground', path: `/playground?user=${user}&k=10`, open: 'why' },
    { name: 'answers', path: `/answers?user=${user}` },
    ...answers.slice(0, 1).map(({ requestId }) => ({ name: 'answer', path: `/answers/${requestId}` })),
    { name: 'items', path: '/items' },
    { name: 'item', path: `/items/${encodeURIComponent(items[0].itemId)}?user=${user}` },
    { name: 'registry', path: '/registry' },
    { name: 'bundle', path: `/registry/${bundles[0].id}` },
    { name: 'updates', path: '/updates' },
    { name: 'comparisons', path: '/comparisons' },
    { name: 'runs', path: '/runs' },
    ...measured.slice(0, 1).map(({ id }) => ({ name: 'run', path: `/runs/${id}` })),
    ...(some.length === 2 ? [{ name: 'compare', path: `/runs/compare?ids=${some.join('%2C')}` }] : []),
    { name: 'data', path: '/data' },
    { name: 'map', path: '/map?color=genres' },
    { name: 'index', path: '/index' },
    { name: 'access', path: '/access' },
  ];
}
