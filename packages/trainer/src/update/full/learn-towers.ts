import type { Engine } from '@twotower/core/train';
import { scoreTerms } from '@twotower/schema';
import { createReport } from '../../examine/report.ts';
import { bundleContent } from '../../publish/bundle-content.ts';
import type { NightLesson, NightResult } from '../update-learner.ts';
import { judgedAt } from './compare.ts';
import { besideChampion, examineNight } from './examine-night.ts';
import { teachNight } from './teach-night.ts';

/** Teaches towers a night's window, and examines them beside the champion on what is held out. */
export async function learnTowers(engine: Engine, lesson: NightLesson): Promise<NightResult> {
  const { config, base, events, data, onProgress } = lesson;
  const loop = await teachNight(engine, lesson);
  const night = { events, data, loop };
  const asked = examineNight({ engine, config }, night);
  const { examined } = asked;
  const opponent = async () => ({ base, served: await lesson.champion() });
  const beside =
    examined.model.users > 0 ? besideChampion({ engine, config }, await opponent(), night, asked) : {};
  const report = createReport({
    config,
    examined: [examined],
    loop,
    splitKind: 'log',
    part: 'test',
    timing: {},
  });
  const { model, learnt } = loop;
  const result = { report, config, model, learnt, data, terms: scoreTerms(config) };
  const content = await bundleContent(engine, config, result, events, (message) =>
    onProgress?.({ kind: 'notice', message }),
  );
  return {
    content,
    findings: {
      k: judgedAt(data.items),
      users: examined.model.users,
      indexRecall: content.metrics.index?.recall ?? 1,
      ...beside,
    },
  };
}
