import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { loadConfig } from '@twotower/data';
import { describe, expect, it } from 'vitest';
import { quietConsole } from '../../test/quiet-console.ts';
import { initCommand } from './init.ts';

function logFile(): { from: string; out: string } {
  const folder = mkdtempSync(join(tmpdir(), 'twotower-init-'));
  const rows = Array.from(
    { length: 300 },
    (_, i) => `${(i * 7) % 40},${(i * i + 3 * i) % 71},${(i % 5) + 1}`,
  );
  const from = join(folder, 'log.csv');
  writeFileSync(from, `a,b,c\n${rows.join('\n')}\n`);
  return { from, out: join(folder, 'twotower.config.yaml') };
}

/** A person who types one line after each prompt. */
function person(lines: readonly string[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  const left = [...lines];
  output.on('data', (chunk) => {
    if (/Enter for/.test(String(chunk)) && left.length > 0) {
      const line = left.shift();
      setImmediate(() => input.write(`${line}\n`));
    }
  });
  return { input, output };
}

describe('init', () => {
  it('writes what was answered on a terminal', async () => {
    const { from, out } = logFile();
    const output = quietConsole({ json: false });
    await initCommand({ from, out }, output, person(['2', 'every row']));
    const { schema } = (await loadConfig(out)).config;
    expect([schema.user.id, schema.item.id, schema.positive]).toEqual(['b', 'a', ['click']]);
    expect(output.said.join('\n')).not.toContain('unsure');
  });

  it.each([
    ['--yes', { yes: true }, false],
    ['--json', {}, true],
  ])('takes its guesses with %s, and says so', async (_, flags, json) => {
    const { from, out } = logFile();
    const output = quietConsole({ json });
    await initCommand({ from, out, ...flags }, output, person([]));
    expect(output.documents).toMatchObject([{ schema: { user: { id: 'a' }, item: { id: 'b' } } }]);
    expect(output.said).toContain('unsure: Which column holds the user? Took a; it may be b');
  });

  it('never writes over a config, and asks nothing first', async () => {
    const { from, out } = logFile();
    writeFileSync(out, 'name: mine');
    await expect(initCommand({ from, out }, quietConsole({ json: false }), person([]))).rejects.toThrow(
      /exists already/,
    );
    expect(readFileSync(out, 'utf8')).toBe('name: mine');
  });

  it('writes nothing where the person leaves', async () => {
    const { from, out } = logFile();
    const { input, output } = person([]);
    input.end();
    await expect(
      initCommand({ from, out }, quietConsole({ json: false }), { input, output }),
    ).rejects.toThrow(/nothing was written/);
    expect(existsSync(out)).toBe(false);
  });
});
