import type { EngineInfo, RecallEngine } from '@twotower/serving';
import { Gauge, type Registry } from 'prom-client';

/** What is served, as gauges that are absent while nothing is, or while it is not known. */
export function installServedGauges(
  registry: Registry,
  engine: Pick<RecallEngine, 'unready' | 'info'>,
): void {
  const registers = [registry];
  new Gauge({
    name: 'twotower_bundle_info',
    help: '1 for the bundle that is served.',
    labelNames: ['bundle_id', 'delta_sequence', 'index'],
    registers,
    collect() {
      this.reset();
      if (engine.unready !== undefined) return;
      const { bundleId, deltaSequence, indexKind } = engine.info();
      this.set({ bundle_id: bundleId, delta_sequence: String(deltaSequence), index: indexKind }, 1);
    },
  });
  for (const [name, { help, read }] of Object.entries(gauges)) {
    new Gauge({
      name,
      help,
      labelNames: ['bundle'],
      registers,
      collect() {
        this.reset();
        if (engine.unready !== undefined) return;
        const info = engine.info();
        const value = read(info, Date.now());
        if (value !== undefined) this.set({ bundle: info.bundleId }, value);
      },
    });
  }
}

interface ServedGauge {
  readonly help: string;
  /** @param now milliseconds since 1970 */
  readonly read: (info: EngineInfo, now: number) => number | undefined;
}

const gauges: Readonly<Record<string, ServedGauge>> = {
  recall_bundle_age_seconds: {
    help: 'How long ago the bundle that is served was made.',
    read: ({ createdAt }, now) => (now - Date.parse(createdAt)) / 1000,
  },
  recall_delta_age_seconds: {
    help: 'How long ago the newest delta that is served was made.',
    read: ({ deltaAge }) => (deltaAge === undefined ? undefined : deltaAge / 1000),
  },
  recall_watermark_age_seconds: {
    help: 'How old the newest event is that the served rows have learnt.',
    read: ({ watermark }, now) => (watermark === undefined ? undefined : (now - watermark) / 1000),
  },
  recall_index_recall: {
    help: 'Share of the true best items that the index finds.',
    read: ({ indexRecall, report }) => indexRecall ?? report.index?.recall,
  },
  recall_live_events: {
    help: 'Events younger than the bundle, held for histories and prior until a full update has them.',
    read: ({ liveEvents }) => liveEvents,
  },
};
