import type { Config, Foretold } from '@twotower/schema';
import type { Jobs } from '@twotower/store';
import type { Alerts } from './alerts.ts';
import type { DaemonObserver } from './daemon-observer.ts';
import { type RecallDrop, recallDrop } from './recall-drop.ts';

export interface ForetoldParts {
  readonly jobs: Pick<Jobs, 'list'>;
  readonly alerts: Pick<Alerts, 'raise' | 'settle'>;
  readonly config: Pick<Config, 'alerts'>;
  readonly onForetold: (foretold: Foretold) => void;
  readonly onFault: (error: unknown) => void;
  readonly now: () => number;
}

export interface ForetoldObserver extends Pick<DaemonObserver, 'onEnd'> {
  /** Resolves once all that was seen is judged. */
  readonly judged: Promise<void>;
}

/** Jobs that are looked through for what was foretold in the last eight days. */
const mostJobs = 5000;

/** Judges how well new events were foretold, whenever an update has looked at that: against the past, and for what is new about them. */
export function foretoldObserver(parts: ForetoldParts): ForetoldObserver {
  const { onForetold, onFault } = parts;
  let judged = Promise.resolve();
  return {
    get judged() {
      return judged;
    },
    onEnd(_, outcome) {
      if (outcome.kind !== 'done' || outcome.result.kind !== 'delta') return;
      const { foretold } = outcome.result;
      if (foretold === undefined) return;
      onForetold(foretold);
      judgeNews(parts, foretold);
      judged = judged.then(() => judgeRecall(parts)).catch(onFault);
    },
  };
}

function judgeNews({ alerts, config }: ForetoldParts, { newUsers, newItems, shifts }: Foretold): void {
  const bounds = config.alerts;
  const [furthest] = shifts;
  if (furthest) {
    const said = `${furthest.feature} has shifted by ${furthest.psi.toFixed(2)} since the bundle was trained`;
    if (furthest.psi > bounds.drift) alerts.raise('drift', said);
    else alerts.settle('drift', said);
  }
  const shares = [
    { of: 'users', share: newUsers, most: bounds.newUsers },
    { of: 'items', share: newItems, most: bounds.newItems },
  ];
  const over = shares.find(({ share, most }) => most !== undefined && share > most);
  if (over) {
    alerts.raise(
      'unknown',
      `${Math.round(100 * over.share)} % of the new positives are of ${over.of} of which nothing was known`,
    );
  } else alerts.settle('unknown', 'most users and items are known again');
}

async function judgeRecall({ jobs, alerts, config, now }: ForetoldParts): Promise<void> {
  const done = await jobs.list({ kind: 'update', state: 'done', limit: mostJobs });
  const looks = done.flatMap(({ result, startedAt }) =>
    result?.kind === 'delta' && result.foretold && startedAt !== undefined
      ? [{ ...result.foretold, at: Date.parse(startedAt) }]
      : [],
  );
  const drop = recallDrop(looks, now(), config.alerts.recallDrop);
  if (drop === undefined) return;
  if (drop.isDrop) alerts.raise('recall-drop', inWords(drop));
  else alerts.settle('recall-drop', inWords(drop));
}

function inWords({ now, before }: RecallDrop): string {
  return `what came in the last day was foretold with a recall of ${now.toFixed(4)}, in the week before ${before.toFixed(4)}`;
}
