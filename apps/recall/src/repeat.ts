/** Does a task again and again, never twice at once, until the function it returns is called; that one waits for a task under way. */
export function repeat(
  every: number,
  task: () => Promise<unknown>,
  onError?: (error: unknown) => void,
): () => Promise<void> {
  let underWay: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    underWay ??= task()
      .catch(onError)
      .finally(() => {
        underWay = undefined;
      });
  }, every);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}
