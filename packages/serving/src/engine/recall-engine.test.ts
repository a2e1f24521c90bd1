import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeTower, modelFromTensors } from '@twotower/core';
import { encodeUser, loadFeatures } from '@twotower/features';
import { type BundleContent, type FolderStore, floatTensors, openStore } from '@twotower/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { smallBundle } from '../../test/small-bundle.ts';
import { smallDelta } from '../../test/small-delta.ts';
import { RecallEngine } from './recall-engine.ts';

let store: FolderStore;

beforeEach(async () => {
  store = await openStore(await mkdtemp(join(tmpdir(), 'twotower-serving-')));
});
afterEach(async () => {
  await store.close();
  await rm(store.folder, { recursive: true });
});

async function promoted(content: BundleContent): Promise<string> {
  const { id } = await store.bundles.write(content);
  await store.aliases.set('champion', id);
  return id;
}

async function opened(options?: Parameters<typeof smallBundle>[0]) {
  const content = await smallBundle(options);
  const id = await promoted(content);
  return { content, id, engine: await RecallEngine.open({ store }) };
}

/** Item ids by cosine with what the user tower makes of a record, best first. */
function bruteForce(content: BundleContent, user: Parameters<typeof encodeUser>[1]): string[] {
  const fitted = loadFeatures(content.features);
  const model = modelFromTensors({
    dense: floatTensors(content.dense, 'content'),
    tables: floatTensors(content.tables, 'content'),
    user: fitted.user.inputs,
    item: fitted.item.inputs,
  });
  const vector = encodeTower(model, 'user', encodeUser(fitted, user));
  const score = (item: number) =>
    Math.fround(
      vector.reduce((sum, value, c) => sum + value * content.itemVectors[item * content.dim + c], 0),
    );
  return [...content.items.ids.keys()]
    .sort((a, b) => score(b) - score(a) || a - b)
    .map((item) => content.items.ids[item]);
}

const ids = (answer: { items: { itemId: string }[] }) => answer.items.map(({ itemId }) => itemId);

describe('recall', () => {
  it('ranks the catalogue for a known user by id, profile and history, with attributes and cosines', async () => {
    const { engine, content, id } = await opened();
    const answer = engine.recall({ userId: 'u4', k: 40, excludeSeen: false });
    const history = ['i12', 'i19', 'i26', 'i33', 'i0'];
    expect(engine.user('u4').history.map(({ itemId }) => itemId)).toEqual(history.toReversed());
    const expected = bruteForce(content, { id: 'u4', features: { age: 24, country: 'IT' }, history });
    expect(ids(answer)).toEqual(expected);
    expect(answer).toMatchObject({ source: 'model', bundleId: id, deltaSequence: 0 });
    const [{ attributes, score }] = answer.items;
    expect(Object.keys(attributes ?? {})).toEqual(['title', 'genres', 'year']);
    expect(Math.abs(score)).toBeLessThanOrEqual(1 + 1e-6);
  });

  it('lets the values of the request win over the stored ones', async () => {
    const { engine, content } = await opened();
    const answer = engine.recall({
      userId: 'u4',
      features: { age: 80, group: 'NO' },
      history: ['i3'],
      k: 40,
      excludeSeen: false,
    });
    expect(ids(answer)).toEqual(
      bruteForce(content, { id: 'u4', features: { age: 80, country: 'NO' }, history: ['i3'] }),
    );
  });

  it('leaves out every training positive and what the request says was seen', async () => {
    const { engine } = await opened();
    const seen = engine.user('u4').history.map(({ itemId }) => itemId);
    const left = ids(engine.recall({ userId: 'u4', k: 1000, history: ['i3'], exclude: ['i5', 'none'] }));
    expect(left).toHaveLength(40 - seen.length - 2);
    for (const itemId of [...seen, 'i3', 'i5']) expect(left).not.toContain(itemId);
  });

  it('names its source', async () => {
    const { engine } = await opened();
    expect(engine.recall({ userId: 'u2', k: 1 }).source).toBe('model');
    expect(engine.recall({ userId: 'new', history: ['i1'], features: { age: 30 }, k: 1 }).source).toBe(
      'session',
    );
    expect(engine.recall({ userId: 'new', features: { age: 30 }, k: 1 }).source).toBe('features');
    expect(engine.recall({ userId: 'u1', k: 1 }).source).toBe('features');
    expect(engine.recall({ userId: 'new', k: 1 }).source).toBe('popularity');
    expect(engine.recall({ history: ['none'], features: { age: null }, k: 1 }).source).toBe('popularity');
  });

  it('falls back to popularity under the same filters', async () => {
    const { engine, content } = await opened();
    const dramas = ids(
      engine.recall({ k: 1000, filter: { field: 'genres', op: 'contains', value: 'Drama' } }),
    );
    const expected = [...content.items.ids.keys()]
      .filter((i) => i % 5 === 0 || i % 5 === 3)
      .sort((a, b) => content.items.popularity[b] - content.items.popularity[a] || a - b);
    expect(dramas).toEqual(expected.map((i) => `i${i}`));
  });

  it('answers a session by the items themselves where the user tower reads no history', async () => {
    const { engine } = await opened({ history: false, features: false });
    const answer = engine.recall({ history: ['i7'], k: 5 });
    expect(answer.source).toBe('session');
    expect(ids(answer)).toEqual(ids(engine.similar('i7', 5)));
  });

  it('refuses what it cannot mean', async () => {
    const { engine } = await opened();
    for (const k of [0, -1, 1.5, 1001, Number.NaN]) expect(() => engine.recall({ k })).toThrow('k: ');
    expect(() => engine.recall({ k: 1, features: { agee: 3 } })).toThrow('did you mean age?');
    expect(() => engine.recall({ k: 1, features: { constructor: 3 } })).toThrow('unknown feature');
    expect(engine.recall({ k: 1, userId: '__proto__', history: ['constructor'] }).source).toBe('popularity');
  });
});

describe('the context of a request', () => {
  const noon = Date.UTC(2026, 6, 1, 12);
  const night = Date.UTC(2026, 6, 1, 0);

  async function openedAt(now: number) {
    const content = await smallBundle({ context: true });
    await promoted(content);
    return { content, engine: await RecallEngine.open({ store, clock: () => now }) };
  }
  const everything = { userId: 'u4', k: 40, excludeSeen: false };
  const user = {
    id: 'u4',
    features: { age: 24, country: 'IT' },
    history: ['i12', 'i19', 'i26', 'i33', 'i0'],
  };

  it('reaches the user tower by the name of the column or of the feature, times as numbers or ISO dates', async () => {
    const { engine, content } = await openedAt(noon);
    const expected = bruteForce(content, { ...user, context: { client: 'tv', timestamp: night } });
    expect(expected).not.toEqual(bruteForce(content, { ...user, context: { timestamp: night } }));
    for (const context of [
      { client: 'tv', timestamp: night },
      { device: 'tv', hour: '2026-07-01T00:00' },
    ]) {
      expect(ids(engine.recall({ ...everything, context }))).toEqual(expected);
    }
  });

  it('is now where the request names no time', async () => {
    const { engine, content } = await openedAt(noon);
    const expected = bruteForce(content, { ...user, context: { timestamp: noon } });
    expect(expected).not.toEqual(bruteForce(content, { ...user, context: { timestamp: night } }));
    expect(ids(engine.recall(everything))).toEqual(expected);
    expect(ids(engine.recall({ ...everything, context: { timestamp: null } }))).toEqual(
      bruteForce(content, user),
    );
  });

  it('is enough for an answer by the model where the request gives it', async () => {
    const { engine } = await openedAt(noon);
    expect(engine.recall({ k: 1, context: { client: 'tv' } }).source).toBe('features');
    expect(engine.recall({ k: 1, context: { client: null } }).source).toBe('popularity');
    expect(engine.recall({ k: 1 }).source).toBe('popularity');
  });

  it('is refused where no feature reads it, with the names that there are', async () => {
    const { engine } = await openedAt(noon);
    expect(() => engine.recall({ k: 1, context: { devise: 'tv' } })).toThrow(
      'context: unknown column "devise"; did you mean device? valid columns: client, timestamp, device, hour',
    );
    const { engine: without } = await opened();
    expect(() => without.recall({ k: 1, context: { timestamp: noon } })).toThrow(
      'this model reads no context',
    );
  });
});

describe('items and users', () => {
  it('finds similar items without the item itself', async () => {
    const { engine } = await opened();
    const { items } = engine.similar('i3', 1000);
    expect(items).toHaveLength(39);
    expect(ids({ items })).not.toContain('i3');
    expect(items.map(({ score }) => score)).toEqual(
      items.map(({ score }) => score).toSorted((a, b) => b - a),
    );
    expect(() => engine.similar('none', 3)).toThrow('no item "none"');
  });

  it('lists users by activity and prefix', async () => {
    const { engine } = await opened();
    const users = engine.users('u', 100);
    expect(users).toHaveLength(12);
    expect(users[0]).toEqual({ userId: 'u4', events: 5 });
    expect(engine.users('u1', 100).map(({ userId }) => userId)).toEqual(['u10', 'u1', 'u11']);
    expect(engine.user('none')).toEqual({ userId: 'none', known: false, features: {}, history: [] });
  });
});

describe('refresh', () => {
  it('opens without a champion and serves once there is one', async () => {
    const engine = await RecallEngine.open({ store });
    expect(engine.unready).toMatch('train');
    expect(() => engine.recall({ k: 1 })).toThrow('train');
    const id = await promoted(await smallBundle());
    expect(await engine.refresh()).toBe(true);
    expect(engine.info()).toMatchObject({ bundleId: id, items: 40, users: 12, dim: 8, indexKind: 'exact' });
    expect(await engine.refresh()).toBe(false);
  });

  it('reads what answering needs, not what learning on needs', async () => {
    const id = await promoted(await smallBundle());
    await writeFile(join(store.folder, 'bundles', id, 'optimizer', 'state.json'), '[]\n');
    await expect((await store.bundles.open(id)).verify()).rejects.toThrow(/state\.json was changed/);
    const engine = await RecallEngine.open({ store });
    expect(engine.unready).toBeUndefined();
    expect(engine.recall({ k: 1 }).bundleId).toBe(id);
  });

  it('swaps to the bundle the alias points at, and keeps the old one where the new one is damaged', async () => {
    const first = await promoted(await smallBundle());
    const notices: string[] = [];
    const engine = await RecallEngine.open({ store, onNotice: (message) => notices.push(message) });
    const second = await promoted(await smallBundle({ seed: 2 }));
    expect(await engine.refresh()).toBe(true);
    expect(engine.recall({ k: 1 }).bundleId).toBe(second);

    const third = await promoted(await smallBundle({ seed: 3 }));
    const folder = join(store.folder, 'bundles', third, 'features');
    const [file] = await readdir(folder);
    await writeFile(join(folder, file), '{}');
    expect(await engine.refresh()).toBe(false);
    expect(await engine.refresh()).toBe(false);
    expect(engine.recall({ k: 1 }).bundleId).toBe(second);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(third);

    await store.aliases.set('champion', first);
    expect(await engine.refresh()).toBe(true);
    expect(engine.recall({ k: 1 }).bundleId).toBe(first);
  });

  it('serves the newest earlier target that is whole where the champion is damaged at the start, and says so', async () => {
    const first = await promoted(await smallBundle());
    const damage = async (id: string) => {
      const folder = join(store.folder, 'bundles', id, 'features');
      const [file] = await readdir(folder);
      await writeFile(join(folder, file), '{}');
    };
    await damage(await promoted(await smallBundle({ seed: 2 })));
    const third = await promoted(await smallBundle({ seed: 3 }));
    await damage(third);
    const notices: string[] = [];
    const engine = await RecallEngine.open({ store, onNotice: (message) => notices.push(message) });
    expect(engine.unready).toBeUndefined();
    expect(engine.recall({ k: 1 }).bundleId).toBe(first);
    expect(engine.behind).toMatch(`champion is bundle ${third}, which cannot be served`);
    expect(engine.behind).toMatch(`${first} is served in its place`);
    expect(notices.at(-1)).toBe(engine.behind);

    await store.aliases.set('champion', first);
    expect(await engine.refresh()).toBe(false);
    expect(engine.behind).toBeUndefined();
  });

  it('follows a sequence without reading the bundle again', async () => {
    const id = await promoted(await smallBundle());
    let opened = 0;
    const bundles = {
      ...store.bundles,
      open: (bundle: string) => store.bundles.open(bundle).finally(() => opened++),
    };
    const engine = await RecallEngine.open({ store: { ...store, bundles } });
    for (const previous of [0, 1, 2]) await store.deltas.write(smallDelta(id, previous));
    await store.aliases.set('champion', id, 3);
    expect(await engine.refresh()).toBe(true);
    expect(engine.recall({ k: 1 })).toMatchObject({ bundleId: id, deltaSequence: 3 });
    expect(opened).toBe(1);
  });
});
