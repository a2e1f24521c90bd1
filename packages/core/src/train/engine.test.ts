import { describe, expect, it } from 'vitest';
import { loadEngine } from './index.ts';

describe('loadEngine', () => {
  it('auto loads something and says why', async () => {
    const engine = await loadEngine('auto');
    expect(['native', 'wasm']).toContain(engine.name);
    expect(engine.reason).toMatch(engine.name === 'native' ? /fastest/ : /engine native: does not load/);
    expect(engine.reason).not.toContain('\n');
  });

  it('takes turns where a process holds two', async () => {
    const [first, wasm] = [await loadEngine('auto'), await loadEngine('wasm')];
    first.activate();
    expect(first.tf.getBackend()).toBe(first.name === 'native' ? 'tensorflow' : 'wasm');
    wasm.activate();
    expect(wasm.tf.getBackend()).toBe('wasm');
    expect([...wasm.tf.tidy(() => wasm.tf.add([1, 2], [3, 4]).dataSync())]).toEqual([4, 6]);
  });
});
