import type { OutputOf } from '@twotower/api';
import { formatAge, formatShare } from '../format.ts';
import type { Overview } from '../service/shapes.ts';

export interface Concern {
  readonly key: string;
  /** Serious ones first. */
  readonly serious: boolean;
  readonly text: string;
  /** The screen on which more is to be seen. */
  readonly to: '/registry' | '/updates' | '/index' | '/answers' | '/data' | '/runs';
}

/** Ages and shares past which a person should look. */
const limits = {
  deltaAge: 3_600_000,
  watermarkAge: 7_200_000,
  fallbacks: 0.2,
  failures: 0.01,
  indexRecall: 0.95,
  queue: 100,
};

/** What of all that is known wants somebody's look, serious things first. @param now milliseconds since 1970 */
export function concerns(
  { service, report, bundles }: Overview,
  traffic: OutputOf<'traffic'> | undefined,
  now: number,
): Concern[] {
  const found: Concern[] = [];
  const add = (key: string, to: Concern['to'], text: string, serious = false) =>
    found.push({ key, to, text, serious });
  const broken = bundles.filter((bundle) => bundle.broken !== undefined);
  if (broken.length > 0)
    add(
      'broken',
      '/registry',
      `${plural(broken.length, 'bundle')} cannot be served: ${broken[0].broken}`,
      true,
    );
  const { verdict } = report;
  if (verdict?.outcome === 'worse')
    add('verdict', '/runs', `What is served is worse than ${verdict.baseline} in ${verdict.metric}.`, true);
  const isTold = report.warnings.some((warning) => warning.includes(verdict?.metric ?? ' '));
  if (verdict?.outcome === 'cannot tell' && !isTold)
    add('verdict', '/runs', `Whether what is served beats ${verdict.baseline} cannot be told.`);
  if (report.gate?.accepted === false)
    add('gate', '/registry', `The gate refused it: ${report.gate.reason}`, true);
  if (service.deltaAge !== undefined && service.deltaAge > limits.deltaAge)
    add('delta', '/updates', `The newest delta was made ${formatAge(service.deltaAge)} ago.`);
  const behind = service.watermark === undefined ? 0 : now - service.watermark;
  // A delta that was just made has learnt whatever had come: then only the events' own clock is behind.
  const isCaughtUp = service.deltaAge !== undefined && service.deltaAge <= limits.deltaAge;
  if (behind > limits.watermarkAge && !isCaughtUp && (service.liveEvents ?? 0) > 0)
    add('watermark', '/updates', `What is served has learnt nothing of the last ${formatAge(behind)}.`);
  if (service.indexRecall !== undefined && service.indexRecall < limits.indexRecall)
    add(
      'index',
      '/index',
      `The index finds ${formatShare(service.indexRecall)} of the true best items.`,
      true,
    );
  if (traffic !== undefined && traffic.recalls > 0) {
    const model = traffic.sources.model ?? 0;
    const fallbacks = (traffic.recalls - model) / traffic.recalls;
    if (fallbacks > limits.fallbacks)
      add(
        'fallbacks',
        '/answers',
        `${formatShare(fallbacks)} of the last hour's recalls fell back from the user tower.`,
      );
  }
  if (traffic !== undefined) {
    const failed = Object.entries(traffic.failures)
      .filter(([status]) => status.startsWith('5'))
      .reduce((sum, [, count]) => sum + count, 0);
    if (failed > limits.failures * Math.max(1, traffic.recalls))
      add(
        'failures',
        '/answers',
        `${plural(failed, 'request')} failed in the last hour by the server's fault.`,
        true,
      );
    if (traffic.queue > limits.queue) add('queue', '/answers', `${traffic.queue} requests wait.`, true);
  }
  for (const warning of report.warnings) add(`warning ${warning}`, '/data', warning);
  return found.sort((a, b) => Number(b.serious) - Number(a.serious));
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
