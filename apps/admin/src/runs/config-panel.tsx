import { Panel } from '../shell/panel.tsx';
import { configLines } from './config-lines.ts';

/** Every setting of a config, one a line. */
export function ConfigPanel({ config }: { config: unknown }) {
  const lines = [...configLines(config)].map(([key, value]) => `${key}: ${value}`);
  return (
    <Panel title="Config" note={`${lines.length} settings, defaults among them`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and who has no mouse scrolls by keys */}
      <pre className="code" tabIndex={0}>
        {lines.join('\n')}
      </pre>
    </Panel>
  );
}
