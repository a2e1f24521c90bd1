import type { Engine } from '@twotower/trainer';
import { expect, it } from 'vitest';
import { engineWords } from './engine-words.ts';

const engine = (parts: object) => ({ name: 'wasm', reason: 'tfjs-node does not load', ...parts }) as Engine;

it('says first what does the work', () => {
  expect(engineWords(engine({ kernel: { instructions: 'avx2' } }))).toBe(
    'native kernel (avx2); TensorFlow on WebAssembly for losses that it does not know',
  );
  expect(engineWords(engine({}))).toBe('TensorFlow on WebAssembly (tfjs-node does not load)');
  expect(engineWords(engine({ name: 'native', reason: 'asked for' }))).toBe('native TensorFlow (asked for)');
});
