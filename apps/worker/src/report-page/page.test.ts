import { parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../../test/report-of.ts';
import { reportPage } from './page.ts';
import type { PageInput, PageItem } from './page-input.ts';

/** Closes whatever it may stand in, then opens an element of its own. */
const hostile = `</title></style></pre>"'><img src=x onerror=alert(1)><!--`;
const metrics = {
  'recall@20': 0.2,
  'ndcg@20': 0.12,
  'coverage@20': 0.4,
  'gini@20': 0.8,
  'popularity@20': 0.9,
};
const interval = { difference: 0.02, low: 0.01, high: 0.03 };

/** A page's input whose every string of the user's is `text`. */
function inputWith(text: string): PageInput {
  const item: PageItem = { id: text, attributes: [text, `${text} 2`] };
  const slice = `country=${text}`;
  return {
    report: reportOf({
      metrics,
      baselines: { ease: { ...metrics, 'ndcg@20': 0.1 } },
      intervals: { ease: { 'recall@20': interval, 'ndcg@20': interval } },
      verdict: {
        outcome: 'better',
        metric: 'ndcg@20',
        baseline: 'ease',
        value: 0.12,
        baselineValue: 0.1,
        ...interval,
        relative: 0.2,
        smallestDetectable: { difference: 0.01, relative: 0.1 },
      },
      hints: [{ key: 'model.dim', change: '8', expected: text, source: 'examination' }],
      leftOut: [{ baseline: 'ials', reason: 'it takes long', mend: 'list it' }],
      slices: { known: metrics, [slice]: metrics },
      sliceUsers: { known: 500, [slice]: 40 },
      baselineSlices: { ease: { known: metrics, [slice]: metrics } },
      curve: [1, 2].map((epoch) => ({
        epoch,
        loss: 7 / epoch,
        seconds: 1,
        samplesPerSecond: 1,
        validation: { 'ndcg@20': 0.1 },
      })),
      timing: { trainSeconds: 61, peakRssBytes: 2 ** 30 },
      warnings: [text],
    }),
    config: parseConfig({
      name: text,
      schema: { user: { id: text }, item: { id: 'item' } },
      data: { events: { postgres: 'postgres://me:secret@host/db', table: 'log' } },
    }),
    machine: { engine: 'native', node: '22.0.0', cores: 2, memoryBytes: 2 ** 33 },
    madeAt: new Date(0),
    counts: Float64Array.of(3, 1, 0),
    shown: [{ scorer: 'two-tower', items: Uint32Array.of(1, 1, 0) }],
    examples: [
      {
        user: text,
        taken: 9,
        history: [item],
        model: [
          { ...item, isHit: true },
          { id: 'plain', attributes: [], isHit: false },
        ],
        rival: { name: 'ease', items: [{ ...item, isHit: false }] },
        relevant: [{ ...item, rank: 1 }],
      },
    ],
  };
}

/** The tags of a page, names and attributes. */
const tagsOf = (page: string): string[] => page.match(/<[a-z!/][^>]*>/gi) ?? [];

describe('reportPage', () => {
  const input = inputWith(hostile);
  const page = reportPage(input);

  it('has an element for nothing that a user wrote', () => {
    const names = (text: string) => tagsOf(text).map((tag) => tag.split(/[\s>]/)[0]);
    expect(names(page)).toEqual(names(reportPage(inputWith('harmless'))));
    expect(page).not.toMatch(/<(img|script)/);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('loads nothing and runs nothing', () => {
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    for (const tag of tagsOf(page)) {
      expect(tag).not.toMatch(/^<(script|link|iframe|img|object)|\s(src|href|on\w+)=/);
    }
  });

  it('shows verdict, figures, groups, examples and time, and no password', () => {
    expect(page).toContain('The model beats ease, the only baseline, by 20 % in ndcg@20');
    for (const words of [
      'model.dim: 8',
      'ials: it takes long',
      '1 min 1 s',
      '1,024 MiB',
      'Users by country',
      'and 8 more',
      'at place 1',
      'plain',
    ]) {
      expect(page).toContain(words);
    }
    expect(page).not.toContain('secret');
  });

  it('calls an item by its id where its first attribute is blank, and cuts what is very long', () => {
    const [example] = input.examples;
    const history = [
      { id: 'blank', attributes: ['  ', 'drama'] },
      { id: 'long', attributes: ['é'.repeat(500)] },
    ];
    const shown = reportPage({ ...input, examples: [{ ...example, history }] });
    expect(shown).toContain('<bdi>blank</bdi> <small><bdi>drama</bdi></small>');
    expect(shown).toContain(`<bdi>${'é'.repeat(119)}…</bdi>`);
  });

  it('shows which settings were tried and what the best changed', () => {
    const choice = {
      metric: 'ndcg@20',
      chosen: 'windows',
      changes: ['model.history windows'],
      tried: [
        { name: 'windows', value: 0.125, epochs: 8 },
        { name: 'too large', value: null, epochs: 0, failure: 'training needs more' },
      ],
    };
    const shown = reportPage({ ...input, report: { ...input.report, choice } });
    expect(shown).toContain('Chosen: <strong>windows</strong>');
    expect(shown).toContain('<td>0.1250</td>');
    expect(shown).toContain('<td>failed</td>');
    expect(shown).toContain('<pre>model.history windows</pre>');
    expect(page).not.toContain('Settings tried');
  });

  it('has only what there is where nothing was measured', () => {
    const nothing = reportOf({
      protocol: { ...input.report.protocol, part: 'none' },
      warnings: ['nothing was held out'],
    });
    const empty = reportPage({ ...input, report: nothing, shown: [], examples: [] });
    expect(empty).toContain('Nothing was held out, so nothing was measured.');
    expect(empty).not.toContain('Measured on the none part');
    expect(empty.match(/<h2>[^<]*/g)).toEqual(['<h2>Warnings', '<h2>Time, memory and settings']);
  });
});
