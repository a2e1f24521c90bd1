import { createExamination } from '../examine/examination.ts';
import type { Examined } from '../examine/examine-all.ts';
import { positivesOf } from '../prepare/positives.ts';
import { examineFit, type Fit, reportOf, trainAnew } from './fit.ts';
import type { RunResult, SettledOptions } from './run-options.ts';
import type { Selection } from './selection.ts';

/**
 * Tests on the test part: of a rolling split window by window, each on a model of its own for as many epochs as the first
 * one's validation part has said. What is returned beside the report is of the last.
 */
export async function testWindows(options: SettledOptions, selected: Selection): Promise<RunResult> {
  const { split, store, onProgress, onRanked } = options;
  const { later = [] } = split;
  const { terms } = selected;
  let { trainSeconds } = selected;
  const test = async (w: number): Promise<Tested> => {
    // Checkpoints are the first window's.
    const window = w === 0 ? { split, store } : { split: later[w - 1](), store: undefined };
    const own = { ...options, ...window, onRanked: w === later.length ? onRanked : undefined };
    if (later.length > 0) {
      onProgress?.({ kind: 'phase', message: `Window ${w + 1} of ${later.length + 1}` });
    }
    const fit = w === 0 && selected.fit ? selected.fit : await trainAnew(own, selected.bestEpoch);
    trainSeconds += fit === selected.fit ? 0 : fit.loop.trainSeconds;
    const examination = createExamination(own.config, fit.data, positivesOf([own.split.test]));
    return { fit, examined: examineFit(own, fit, 'test', examination, terms) };
  };
  const earlier: Examined[] = [];
  for (let w = 0; w < later.length; w++) {
    const { examined } = await test(w);
    earlier.push(examined);
  }
  const last = await test(later.length);
  const [first, ...others] = [...earlier, last.examined];
  const { data, loop } = last.fit;
  const report = reportOf(options, { ...loop, curve: selected.curve, trainSeconds }, 'test', [
    first,
    ...others,
  ]);
  return { report, config: options.config, model: loop.model, learnt: loop.learnt, data, terms };
}

interface Tested {
  readonly fit: Fit;
  readonly examined: Examined;
}
