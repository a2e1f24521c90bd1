const signals = ['SIGINT', 'SIGTERM'] as const;

/** Turns the first signal to stop into one that tasks can wait for; a second one ends the process as signals do. */
export function stopSignal(onStop: (signal: NodeJS.Signals) => void): {
  readonly signal: AbortSignal;
  release(): void;
} {
  const stop = new AbortController();
  const release = (): void => {
    for (const name of signals) process.off(name, onSignal);
  };
  const onSignal = (name: NodeJS.Signals): void => {
    release();
    onStop(name);
    stop.abort();
  };
  for (const name of signals) process.on(name, onSignal);
  return { signal: stop.signal, release };
}
