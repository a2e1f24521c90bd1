import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '@twotower/schema';
import { kernelTeaches } from '@twotower/trainer';
import { afterAll, expect, it } from 'vitest';
import { prepareTensorflow } from './prepare-tensorflow.ts';

const folder = mkdtempSync(join(tmpdir(), 'twotower-setup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const config = (loss: object) =>
  parseConfig({
    schema: { user: { id: 'user' }, item: { id: 'item' } },
    data: { events: 'log.csv' },
    loss,
  });

async function said(loss: object, script: string, engine: 'auto' | 'wasm' = 'auto'): Promise<string[]> {
  const tensorflowSetup = join(folder, 'setup.mjs');
  writeFileSync(tensorflowSetup, script);
  const lines: string[] = [];
  await prepareTensorflow(config(loss), { say: (line) => lines.push(line) }, { engine, tensorflowSetup });
  return lines;
}

it('gets TensorFlow for a loss that the kernel does not know, and says how that went', async () => {
  const lines = await said({ kind: 'ccl' }, "console.log('TensorFlow: native, built')");
  expect(lines).toEqual([expect.stringContaining('Loss ccl needs TensorFlow'), 'TensorFlow: native, built']);
});

it('goes on where it cannot be had', async () => {
  const lines = await said({ kind: 'binary' }, 'process.exit(3)');
  expect(lines.at(-1)).toBe('TensorFlow could not be prepared (exit 3)');
});

it('leaves it where WebAssembly was asked for', async () => {
  expect(await said({ kind: 'ccl' }, 'process.exit(3)', 'wasm')).toEqual([]);
});

it('leaves it where the kernel teaches alone', async ({ skip }) => {
  if (!(await kernelTeaches(config({ kind: 'softmax' })))) skip('there is no kernel here');
  for (const loss of [{ kind: 'softmax' }, { kind: 'softmax', logQForm: 'refined' }, { kind: 'bsl' }]) {
    expect(await said(loss, 'process.exit(3)')).toEqual([]);
  }
});
