import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { playgroundSearch } from './playground/recall-form.ts';
import { readSearch, searchText, writeSearch } from './search-params.ts';
import { Frame } from './shell/frame.tsx';
import { Waiting } from './shell/loaded.tsx';
import { RouteProblem } from './shell/route-problem.tsx';

const root = createRootRoute({ component: Frame });
const at = { getParentRoute: () => root } as const;

const first = createRoute({
  ...at,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/overview', replace: true });
  },
});
const overview = createRoute({
  ...at,
  path: '/overview',
  component: lazyRouteComponent(() => import('./overview/overview-page.tsx')),
});
const playgroundRoute = createRoute({
  ...at,
  path: '/playground',
  validateSearch: searchText(...playgroundSearch),
  component: lazyRouteComponent(() => import('./playground/playground-page.tsx')),
});
const answersRoute = createRoute({
  ...at,
  path: '/answers',
  validateSearch: searchText('user', 'before'),
  component: lazyRouteComponent(() => import('./answers/answers-page.tsx')),
});
const answerRoute = createRoute({
  ...at,
  path: '/answers/$requestId',
  component: lazyRouteComponent(() => import('./answers/answer-page.tsx')),
});
const itemsRoute = createRoute({
  ...at,
  path: '/items',
  validateSearch: searchText('query'),
  component: lazyRouteComponent(() => import('./items/items-page.tsx')),
});
const itemRoute = createRoute({
  ...at,
  path: '/items/$itemId',
  validateSearch: searchText('user'),
  component: lazyRouteComponent(() => import('./items/item-page.tsx')),
});
const registry = createRoute({
  ...at,
  path: '/registry',
  component: lazyRouteComponent(() => import('./registry/registry-page.tsx')),
});
const bundleRoute = createRoute({
  ...at,
  path: '/registry/$bundleId',
  component: lazyRouteComponent(() => import('./registry/bundle-page.tsx')),
});
const updates = createRoute({
  ...at,
  path: '/updates',
  component: lazyRouteComponent(() => import('./updates/updates-page.tsx')),
});
const comparisons = createRoute({
  ...at,
  path: '/comparisons',
  component: lazyRouteComponent(() => import('./comparisons/comparisons-page.tsx')),
});
const runsRoute = createRoute({
  ...at,
  path: '/runs',
  validateSearch: searchText('kind', 'status', 'text', 'sort', 'chosen'),
  component: lazyRouteComponent(() => import('./runs/runs-page.tsx')),
});
const compareRoute = createRoute({
  ...at,
  path: '/runs/compare',
  validateSearch: searchText('ids'),
  component: lazyRouteComponent(() => import('./runs/compare-page.tsx')),
});
const runRoute = createRoute({
  ...at,
  path: '/runs/$runId',
  validateSearch: searchText('against'),
  component: lazyRouteComponent(() => import('./runs/run-page.tsx')),
});
const data = createRoute({
  ...at,
  path: '/data',
  component: lazyRouteComponent(() => import('./data/data-page.tsx')),
});
const map = createRoute({
  ...at,
  path: '/map',
  validateSearch: searchText('color'),
  component: lazyRouteComponent(() => import('./map/map-page.tsx')),
});
const index = createRoute({
  ...at,
  path: '/index',
  component: lazyRouteComponent(() => import('./index/index-page.tsx')),
});
const access = createRoute({
  ...at,
  path: '/access',
  component: lazyRouteComponent(() => import('./access/access-page.tsx')),
});

/** All state of a screen that is worth a link stands behind the `#`, so that the build can be served under any path, or as files. */
export const router = createRouter({
  routeTree: root.addChildren([
    first,
    overview,
    playgroundRoute,
    answersRoute,
    answerRoute,
    itemsRoute,
    itemRoute,
    registry,
    bundleRoute,
    updates,
    comparisons,
    runsRoute,
    compareRoute,
    runRoute,
    data,
    map,
    index,
    access,
  ]),
  history: createHashHistory(),
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultPendingComponent: () => <Waiting what="the screen" height={320} />,
  defaultErrorComponent: ({ error, reset }) => <RouteProblem error={error} onRetry={reset} />,
  defaultNotFoundComponent: () => <RouteProblem error={new Error('There is no such screen.')} />,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
