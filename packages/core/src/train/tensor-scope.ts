import type { Engine } from './engine.ts';

/** Does `work` on this engine's backend; no tensor outlives it. */
export function inScope<T>(engine: Engine, work: (engine: Engine) => T): T {
  engine.activate();
  engine.tf.engine().startScope();
  try {
    return work(engine);
  } finally {
    engine.tf.engine().endScope();
  }
}
