import { Bars } from '../charts/bars.tsx';
import { formatSeconds } from '../format.ts';
import { Panel } from '../shell/panel.tsx';

/** How long each phase took. */
export function TimingPanel({ timing }: { timing: Readonly<Record<string, number>> }) {
  const phases = Object.entries(timing).filter(([name]) => /seconds$/i.test(name));
  if (phases.length === 0) return null;
  return (
    <Panel title="Phases">
      <Bars
        label="Seconds by phase"
        bars={phases.map(([name, seconds]) => ({
          key: name,
          name: name.replace(/Seconds$/, ''),
          value: seconds,
          text: formatSeconds(seconds),
        }))}
      />
    </Panel>
  );
}
