import { join } from 'node:path';
import type { Act } from './acts.ts';
import { notSynced } from './synced.ts';
import type { Fault, Injection, TracedCall } from './traced.ts';
import { tryPoint } from './try-point.ts';

export const faults: readonly Fault[] = ['SIGKILL', 'EIO', 'ENOSPC'];

/** What came of all points of an act. */
export interface ActResult {
  readonly act: string;
  /** Calls on files of the store in an undisturbed run. */
  readonly points: number;
  /** Runs, one a point and fault, and how many of them met their fault on a file of the store. */
  readonly runs: number;
  readonly met: number;
  /** Runs after which the store was not as without the fault, or of which nobody was told. */
  readonly failures: readonly string[];
  /** What an undisturbed run had not brought to the disk when it said that it was done. */
  readonly notSynced: readonly string[];
}

/**
 * Lets an act meet every fault at every call on a file of its store, one run each, and compares the store after a new beginning with
 * that of an undisturbed run.
 *
 * @param takes which of the points, by their number and call
 */
export async function crashPoints(
  folder: string,
  act: Act,
  takes: (point: number, call: TracedCall, of: number) => boolean,
  onRun: (done: number, of: number) => void = () => {},
): Promise<ActResult> {
  const { run, state } = await tryPoint(folder, act);
  if (run.exit !== 0) throw new Error(`${act.name} fails undisturbed: ${run.said}`);
  const points = run.calls.filter(isOfStore);
  const injections = points
    .filter((call, point) => takes(point, call, points.length))
    .flatMap((at) => faults.map((fault): Injection => ({ fault, at })));
  const failures: string[] = [];
  let met = 0;
  for (const [n, injection] of injections.entries()) {
    const failure = await failureAt(folder, act, injection, state);
    if (failure.met) met++;
    if (failure.what !== undefined) failures.push(`${words(injection)}: ${failure.what}`);
    onRun(n + 1, injections.length);
  }
  return {
    act: act.name,
    points: points.length,
    runs: injections.length,
    met,
    failures,
    notSynced: unsyncedOf(run.calls),
  };
}

async function failureAt(
  folder: string,
  act: Act,
  injection: Injection,
  wanted: string,
): Promise<{ readonly met: boolean; readonly what?: string }> {
  try {
    const { run, state } = await tryPoint(folder, act, injection);
    const { call, ordinal } = injection.at;
    // Of the threads that are traced the first to come so far.
    const hit = run.calls.find((each) => each.call === call && each.ordinal === ordinal);
    const met = hit !== undefined && isOfStore(hit);
    return state === wanted ? { met } : { met, what: `the store is another: ${difference(state, wanted)}` };
  } catch (error) {
    return { met: true, what: error instanceof Error ? error.message : String(error) };
  }
}

function isOfStore({ paths }: TracedCall): boolean {
  return paths.some((path) => path.includes('/.twotower/'));
}

function unsyncedOf(calls: readonly TracedCall[]): string[] {
  const [path] = calls.filter(isOfStore).flatMap(({ paths }) => paths);
  if (path === undefined) return [];
  const store = join(path.slice(0, path.indexOf('/.twotower/')), '.twotower');
  return notSynced(calls, store).map((line) => line.replaceAll(`${store}/`, ''));
}

function words({ fault, at: { call, ordinal, thread, paths } }: Injection): string {
  const path = paths.at(-1) ?? '';
  return `${fault} at ${call} ${ordinal} of the ${thread} thread, ${path.slice(path.indexOf('.twotower/'))}`;
}

/** Where two states part. */
function difference(found: string, wanted: string): string {
  const [a, b] = [JSON.parse(found), JSON.parse(wanted)] as Record<string, unknown>[];
  const parts = Object.keys(b).filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]));
  return parts.join(', ');
}
