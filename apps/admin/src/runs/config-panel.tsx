import { Code } from '../shell/code.tsx';
import { Panel } from '../shell/panel.tsx';
import { configLines } from './config-lines.ts';

/** Every setting of a config, one a line. */
export function ConfigPanel({ config }: { config: unknown }) {
  const lines = [...configLines(config)].map(([key, value]) => `${key}: ${value}`);
  return (
    <Panel title="Config" note={`${lines.length} settings, defaults among them`}>
      <Code text={lines.join('\n')} />
    </Panel>
  );
}
