/**
 * A task that runs once at a time, and for each who asks begins after they asked: what they did before is seen by it. All who ask while it
 * runs share the next run.
 */
export function afresh<T>(task: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  let next: Promise<T> | undefined;
  const run = (): Promise<T> => {
    const own = task().finally(() => {
      if (running === own) running = undefined;
    });
    running = own;
    return own;
  };
  return () => {
    if (running === undefined) return run();
    const goOn = () => {
      next = undefined;
      // Whoever came between has begun one since.
      return running ?? run();
    };
    next ??= running.then(goOn, goOn);
    return next;
  };
}
