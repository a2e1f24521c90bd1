import type { Catalogue } from './catalogue.ts';
import type { RandomStream } from './random-stream.ts';
import { axes, eras, genres } from './taste-space.ts';

/** What a film of a genre is called and what it is about, in the order of `genres`. */
const genreWords = [
  'chase,showdown,mission|a courier hunted through the city,a convoy that must not stop,an agent nobody will vouch for',
  'voyage,expedition,quest|a map with one corner missing,a crew lost beyond the reefs,the long way over the pass',
  'cartoon,picture story,puppet tale|a fox who paints doors,toys that wake at noon,a cloud that wants to be rain',
  'farce,comedy,satire|a wedding with two grooms,neighbours who share one key,a clerk mistaken for a duke',
  'heist story,police story,gangland tale|a robbery planned by letter,a bookkeeper who knows too much,an inspector near retirement',
  'drama,chamber piece,portrait|a marriage after the harvest,three sisters and a debt,a teacher who comes home',
  'family film,holiday tale,bedtime story|a lost dog and its rescuers,grandparents who run away,the summer of the tree house',
  'fairy tale,legend,saga|a crown that chooses its bearer,a witch without a shadow,the last keeper of dragons',
  'chronicle,costume piece,epic|a treaty signed in secret,the fall of an old dynasty,a scribe at a foreign court',
  'nightmare,ghost story,shocker|a cellar that grows deeper,something that knocks at dusk,guests who never left the inn',
  'musical,concert story,ballad|a singer who lost her voice,a band on its last tour,an orchestra in a closing theatre',
  'whodunit,puzzle,riddle|a locked library,a guest list with a false name,letters sent by nobody',
  'love story,romance,courtship|two strangers on the night train,a florist and her rival,a promise made at the pier',
  'space story,future vision,robot tale|a station that stops answering,machines that dream,the colony beyond the second moon',
  'thriller,cat and mouse game,conspiracy tale|a witness with one hour left,a call from a dead line,a senator under suspicion',
  'war film,front line story,resistance tale|a patrol behind the lines,a bridge to be held till morning,deserters in the snow',
  'frontier story,ranch tale,outlaw ballad|a sheriff without a town,cattle and water rights,two riders and one grave',
].map((words) => words.split('|').map((list) => list.split(',')));
/** How a time talked about its films, in the order of `eras`. */
const eraWords = [
  'in stately black and white,with studio lights and painted skies',
  'on grainy location stock,with long zooms and brass',
  'under neon and synthesizers,with big hair and bigger echoes',
  'with the warmth of a video shelf,with a soundtrack on compact disc',
  'in early digital colours,with restless handheld cameras',
  'made for streaming nights,with drones over every roof',
  'shot on virtual stages,with pixels sharper than the eye',
].map((list) => list.split(','));
/** Two moods a hidden axis, one for each of its directions: what no column names can be read between the lines. */
const moods =
  'hushed,thunderous,tender,ruthless,playful,solemn,dreamlike,matter-of-fact,sprawling,intimate,sunlit,nocturnal,ironic,earnest,feverish,unhurried,cryptic,plain-spoken,lavish,austere,nostalgic,forward-looking,brooding,buoyant'.split(
    ',',
  );
const verbs = 'keeps it,stages it,plays it,films it'.split(',');

/**
 * Invents two sentences about an item. The words lean on its first genres, its era, its director and the two strongest
 * hidden axes, so that text carries signal, some of it found in no other column. Without commas, for the csv file.
 *
 * @param vector `[axes.count]` true vector of the item
 */
export function describeItem(
  catalogue: Catalogue,
  item: number,
  vector: Int32Array,
  random: RandomStream,
): string {
  const [kinds, subjects] = genreWords[drawByWeight(vector, axes.genre, genres.length, random)];
  const era = random.pick(eraWords[drawByWeight(vector, axes.era, eras.length, random)]);
  const [first, second] = strongest(vector).map(
    (axis) => moods[2 * (axis - axes.latent) + Number(vector[axis] > 0)],
  );
  const opening = `${/^[aeiou]/.test(first) ? 'An' : 'A'} ${first} ${random.pick(kinds)} about ${random.pick(subjects)} ${era}.`;
  return `${opening} ${catalogue.directors[item]} ${random.pick(verbs)} ${second} to the last frame.`;
}

/** Which of an item's axes from `start` on: by chance, in proportion to its weight. */
function drawByWeight(vector: Int32Array, start: number, count: number, random: RandomStream): number {
  const places = Array.from({ length: count }, (_, place) => place);
  return random.pick(places, Array.from(vector.subarray(start, start + count)));
}

/** The two hidden axes that are farthest from 0. */
function strongest(vector: Int32Array): number[] {
  const hidden = Array.from({ length: axes.count - axes.latent }, (_, i) => axes.latent + i);
  return hidden.sort((a, b) => Math.abs(vector[b]) - Math.abs(vector[a])).slice(0, 2);
}
