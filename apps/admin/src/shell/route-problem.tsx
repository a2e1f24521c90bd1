import { Problem } from './problem.tsx';

/** A screen that cannot be shown: the server was updated meanwhile and its parts are others, or the screen has a fault. */
export function RouteProblem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return <Problem error={error} onRetry={onRetry ?? (() => window.location.reload())} />;
}
