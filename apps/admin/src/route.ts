import { useCallback, useSyncExternalStore } from 'react';

export type Page = 'overview' | 'playground';

export interface Route {
  page: Page;
  params: Readonly<Record<string, string>>;
}

/** `#/playground?user=42` -> the page and its parameters; anything unknown is the overview. */
export function parseRoute(hash: string): Route {
  const [path, query = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  return {
    page: path === 'playground' ? 'playground' : 'overview',
    params: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** The inverse of `parseRoute`; empty parameters are left out. */
export function formatRoute({ page, params }: Route): string {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== '')).toString();
  return `#/${page}${query === '' ? '' : `?${query}`}`;
}

/** The route in the address bar and a way to change its parameters in place. */
export function useRoute(): { route: Route; setParams: (params: Route['params']) => void } {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const route = parseRoute(hash);
  const setParams = useCallback(
    (params: Route['params']) => {
      const next = formatRoute({ page: route.page, params });
      if (next === window.location.hash) return;
      window.history.replaceState(null, '', next);
      window.dispatchEvent(new HashChangeEvent('hashchange'));
    },
    [route.page],
  );
  return { route, setParams };
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
}
