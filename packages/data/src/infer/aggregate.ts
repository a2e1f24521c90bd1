import { numberOf, type RawValue } from '@twotower/features';
import type { Behaviour } from './behaviour.ts';
import type { ColumnProfile } from './column-profile.ts';
import { wordsOf } from './name-words.ts';
import { rankCorrelation } from './rank-correlation.ts';

type Side = 'user' | 'item';

/** What people do to things. */
const deeds =
  /^(?:rated|ratings?|bewertung(?:en)?|reviews?|votes?|views?|viewed|aufrufe|clicks?|klicks?|impressions?|shows?|plays?|played|playtime|streams?|listens?|scrobbles?|downloads?|installs?|sales?|sold|verkaufe?|verkauft|orders?|ordered|purchases?|purchased|owned|likes?|liked|dislikes?|hearts?|favou?rites?|favs?|comments?|shares?|shared|reposts?|retweets?|saves?|saved|bookmarks?|wishlists?|wishlisted|carts?|applies|applications?|visits?|checkins?|watch(?:es|ed)?|reads?|upvotes?|downvotes?|conversions?|completions?|completed?|returns?|collects?|spent|imdb|tmdb)$/;
/** Who people are to a thing; of a user these are whom they know, which is not what they did here. */
const people =
  /^(?:reviewers?|voters?|viewers?|listeners?|buyers?|customers?|users?|members?|owners?|players?|applicants?|visitors?|watchers?|readers?|followers?|follows?|followed|fans?|subscribers?|subscriptions?|friends?)$/;
const quantities =
  /^(?:num|nums|n|nb|no|nr|number|anzahl|count|counts|cnt|total|sum|avg|average|mean|median|rate|ratio|score|rank|ranking|peak|monthly|weekly|daily|lifetime|alltime)$/;
/** Words that are a count of deeds by themselves, the last of a name. */
const countedActs =
  /^(?:ratings?|bewertung(?:en)?|reviews|votes|views|aufrufe|clicks|klicks|impressions|plays|streams|listens|scrobbles|downloads|installs|sales|sold|orders|purchases|buyers|customers|users|members|owners|likes|dislikes|hearts|favou?rites|comments|shares|reposts|retweets|saves|bookmarks|wishlists|applies|applicants|applications|visits|visitors|checkins|upvotes|downvotes|followers|fans|subscribers|stars)$/;
const popularity =
  /^(?:popularity|popular|beliebtheit|bestseller|trending|trend|hotness|playcount|viewcount|ctr|cvr|numvotes|votecount)$/;
const stateOfNow =
  /^(?:stock|inventory|lagerbestand|bestand|availability|available|remaining|instock|soldout)$/;
const lastChange =
  /^(?:last|latest|updated?|modified|changed|edited|synced|crawled|scraped|fetched|retrieved|indexed|exported|accessed)$/;

/** From this rank correlation on a number is what the log itself counts, whatever its name. */
const leastCorrelation = 0.7;
const fewestEntities = 30;

/**
 * Why a column is an aggregate of behaviour: it says what users did, up to a time that the events did not know, and so how
 * popular a thing is, which the log tells better. Undefined where it is none.
 *
 * @param ids `[rows]`, the ids of the entities whose values the column has
 * @param column one value an entity
 */
export function aggregateReason(
  side: Side,
  ids: readonly RawValue[],
  column: ColumnProfile,
  behaviour: Behaviour,
): string | undefined {
  return bySight(side, ids, column, behaviour) ?? byName(side, column);
}

/** What it does, where the log shows it. */
function bySight(side: Side, ids: readonly RawValue[], column: ColumnProfile, { rows, rating }: Behaviour) {
  if (!column.numeric || column.flag || column.timeLike) {
    return undefined;
  }
  const withLog = (known: ReadonlyMap<string, number>) => {
    const [own, logged]: [number[], number[]] = [[], []];
    column.values.forEach((value, i) => {
      const number = numberOf(value);
      const seen = known.get(String(ids[i]));
      if (number !== undefined && seen !== undefined) {
        own.push(number);
        logged.push(seen);
      }
    });
    return own.length < fewestEntities ? 0 : rankCorrelation(own, logged);
  };
  const [frequent, liked] = [withLog(rows), withLog(rating)];
  return Math.abs(frequent) >= leastCorrelation
    ? `goes with how often the log has the ${side} (rank correlation ${frequent.toFixed(2)}), so it is ${side === 'item' ? 'popularity' : 'activity'} by another name`
    : Math.abs(liked) >= leastCorrelation
      ? `goes with the ${side}'s mean rating in the log (rank correlation ${liked.toFixed(2)}), which the events to come are part of`
      : undefined;
}

function byName(side: Side, { name, numeric, flag, timeLike, column, values }: ColumnProfile) {
  const words = wordsOf(name).filter((word) => !/^\d+$/.test(word));
  const has = (pattern: RegExp) => words.some((word) => pattern.test(word));
  if (timeLike) {
    return has(lastChange)
      ? 'when something was last done or changed, which the events did not know'
      : undefined;
  }
  const counts = numeric || areRanges(values);
  if (!counts && !flag && column.kind !== 'boolean') {
    return undefined;
  }
  if (has(stateOfNow)) {
    return 'a state of now, which the events did not know';
  }
  const isAct = (word: string) => deeds.test(word) || (side === 'item' && people.test(word));
  const found = words.filter(isAct);
  const isCount =
    counts &&
    !flag &&
    found.length > 0 &&
    (has(quantities) || new Set(found).size > 1 || countedActs.test(words.at(-1) ?? ''));
  const isStars = counts && !flag && /^stars?$/.test(words.at(-1) ?? '');
  return has(popularity)
    ? 'popularity, which the log tells itself'
    : isCount || isStars
      ? `counts or averages what ${side === 'item' ? 'users' : 'the user'} did, also after the events, which the log tells itself`
      : undefined;
}

/** `1000-5000`, `10,000+`: counts as people round them. */
function areRanges(values: readonly RawValue[]): boolean {
  const texts = values.filter((value) => typeof value === 'string' && value.trim() !== '');
  const ranges = texts.filter((text) =>
    /^[[(]?\s*[\d.,]+\s*[kKmM]?\s*(?:[-–,]\s*[\d.,]+\s*[kKmM]?|\+)\s*[\])]?$/.test(String(text)),
  );
  return texts.length > 0 && ranges.length >= 0.9 * texts.length;
}
