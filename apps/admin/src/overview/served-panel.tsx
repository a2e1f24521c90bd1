import { formatAge, formatCount, formatShare } from '../format.ts';
import type { Overview } from '../service/shapes.ts';
import { BundleLink } from '../shell/bundle-link.tsx';
import { Facts } from '../shell/facts.tsx';
import { Panel } from '../shell/panel.tsx';

/** What answers requests right now. */
export function ServedPanel({ service, report }: Pick<Overview, 'service' | 'report'>) {
  const now = Date.now();
  const age = (since: number | undefined) => (since === undefined ? '–' : formatAge(now - since));
  return (
    <Panel
      title="Champion"
      note={
        <span data-testid="overview-bundle-id">
          <BundleLink id={service.bundleId} />
          {service.deltaSequence > 0 && `, delta ${service.deltaSequence}`}
        </span>
      }
    >
      <Facts
        facts={[
          ['Bundle age', age(Date.parse(service.createdAt))],
          ['Delta age', service.deltaAge === undefined ? 'no delta' : formatAge(service.deltaAge)],
          ['Newest event learnt', service.watermark === undefined ? '–' : age(service.watermark)],
          ['Events since the bundle', formatCount(service.liveEvents ?? 0)],
          ['Index', service.indexKind],
          ['Index finds', service.indexRecall === undefined ? '–' : formatShare(service.indexRecall)],
          ['Items', formatCount(service.items)],
          ['Users', formatCount(service.users)],
          ['Training events', formatCount(report.protocol.trainEvents)],
          ['Dimensions', formatCount(service.dim)],
        ]}
      />
    </Panel>
  );
}
