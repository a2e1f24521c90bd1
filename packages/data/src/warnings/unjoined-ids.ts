import { differenceOf } from './id-forms.ts';
import type { LoggedIds } from './logged-ids.ts';
import { percent } from './percent.ts';
import { sameForm } from './same-form.ts';

/** Share of the ids or of the events from which it is told. */
const leastShare = 0.01;
/** Two ids of one log may differ in case alone and be two. */
const leastTwins = 0.05;
/** With so many events outside of the file something is wrong, though no form tells what. */
const mostOutside = 0.5;

/** Ids that are the same but for the way they are written: in log and file, or within the log. */
export function unjoinedWarnings(logged: LoggedIds): string[] {
  const { ids, events, summary } = logged;
  const { described } = summary;
  const ofLog = indicesOf(ids, (i) => i >= described && events[i] > 0);
  return [
    ...joinedWarnings(logged),
    ...(described > 0 ? outsideWarnings(logged, ofLog) : twinWarnings(logged, ofLog)),
  ];
}

function joinedWarnings({
  side,
  allEvents,
  summary: { joined },
  logColumn,
  fileColumn,
}: LoggedIds): string[] {
  return joined
    ? [
        `${percent(Math.min(1, joined.rows / Math.max(1, allEvents)))} of the events name the ${side} as ${JSON.stringify(joined.first)} in ${logColumn}, and data.${side}s has ${JSON.stringify(joined.first.replace(/\.0+$/, ''))} in ${fileColumn}: taken for the same, under the form of data.${side}s`,
      ]
    : [];
}

/** @param ofLog ids that the side's file lacks */
function outsideWarnings(logged: LoggedIds, ofLog: readonly number[]): string[] {
  const { side, ids, summary, logColumn, fileColumn } = logged;
  const file = `data.${side}s`;
  const outside = sharesOf(logged, ofLog);
  const { pairs, looked } = sameForm(ids, ofLog, (i) => i < summary.described);
  const found = sharesOf(logged, [...pairs.keys()], looked, outside);
  const [[log, other] = []] = pairs;
  if (log !== undefined && other !== undefined && Math.max(found.ids, found.events) >= leastShare) {
    const { what, mend } = differenceOf(ids[log], ids[other]);
    return [
      `${inWords(found, side)} would have a row in ${file} but for ${what}: ${JSON.stringify(ids[log])} in ${logColumn}, ${JSON.stringify(ids[other])} in ${fileColumn}; ${mend}`,
    ];
  }
  return outside.events > mostOutside
    ? [
        `${inWords(outside, side)} have no row in ${file}: ${JSON.stringify(ids[ofLog[0]])} in ${logColumn}, ${JSON.stringify(ids[0])} in ${fileColumn}; look whether schema.${side}.id and schema.event.${side} name columns of the same ids`,
      ]
    : [];
}

function twinWarnings(logged: LoggedIds, ofLog: readonly number[]): string[] {
  const { side, ids, events, logColumn } = logged;
  const { pairs, looked } = sameForm(ids, ofLog, (i) => events[i] > 0);
  const found = sharesOf(logged, [...pairs.keys()], looked, sharesOf(logged, ofLog));
  const [[log, other] = []] = pairs;
  if (log === undefined || other === undefined || found.ids < leastTwins) {
    return [];
  }
  const { what, mend } = differenceOf(ids[log], ids[other]);
  return [
    `${inWords(found, side)} are there twice but for ${what}: ${JSON.stringify(ids[log])} and ${JSON.stringify(ids[other])} in ${logColumn} are learnt as two; ${mend}`,
  ];
}

interface Shares {
  readonly ids: number;
  readonly events: number;
}

/** What share of the log's ids and events `found` has; where not all were looked at, as much of `whole` as of those. */
function sharesOf(
  { events, allEvents }: LoggedIds,
  found: readonly number[],
  looked?: readonly number[],
  whole?: Shares,
): Shares {
  const sum = (some: readonly number[]) => some.reduce((total, i) => total + events[i], 0);
  if (looked && whole) {
    const part = { ids: found.length / looked.length, events: sum(found) / sum(looked) };
    return { ids: whole.ids * (part.ids || 0), events: whole.events * (part.events || 0) };
  }
  const active = events.reduce((count, own) => count + (own > 0 ? 1 : 0), 0);
  return { ids: found.length / Math.max(1, active), events: sum(found) / Math.max(1, allEvents) };
}

function inWords(shares: Shares, side: string): string {
  return `${percent(shares.ids)} of the log's ${side}s, with ${percent(shares.events)} of its events,`;
}

function indicesOf(ids: readonly string[], fits: (i: number) => boolean): number[] {
  const found: number[] = [];
  for (let i = 0; i < ids.length; i++) {
    if (fits(i)) {
      found.push(i);
    }
  }
  return found;
}
