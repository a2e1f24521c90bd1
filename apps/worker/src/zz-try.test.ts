import { it } from 'vitest';
import { experimentCommand } from './commands/experiment.ts';
import { initCommand } from './commands/init.ts';
import { inspectCommand } from './commands/inspect.ts';
import { openConsole } from './console.ts';

it('x', async () => {
  for (const f of (process.env.FILES ?? '').split(' ')) {
    const out = `/tmp/five/run/zz-${f.split('/').slice(-2).join('-')}.yaml`;
    const c = openConsole(false);
    console.log('=====', f);
    try {
      await initCommand({ from: f, out }, c, undefined);
      if (process.env.INSPECT) await inspectCommand({ config: out, store: '/tmp/five/store' }, c);
      if (process.env.TRAIN) await experimentCommand({ config: out, store: '/tmp/five/store' } as never, c);
    } catch (e) {
      console.log('ERR', e);
    }
  }
}, 900000);
