import type { RandomStream } from './random-stream.ts';

const adjectives =
  'Silent Crimson Hidden Broken Golden Distant Restless Hollow Velvet Northern Forgotten Burning Paper Midnight Gentle Wild Second Last Invisible Secret Electric Frozen Borrowed Endless Quiet Savage Tender Scarlet Wandering Hungry Lonely Glass Iron Perfect Shattered Sunken Bitter Faithful Reckless Stolen'.split(
    ' ',
  );
const nouns =
  'Harbour Garden Winter River Lantern Orchard Mirror Empire Summer Letter Horizon Station Violin Kingdom Shadow Island Promise Engine Carnival Tide Witness Cathedral Stranger Meadow Compass Signal Thunder Daughter Brother Machine Bridge Forest Planet Teacher Pilot Detective Captain Widow Prophet Sparrow Wolf Comet Circus Valley Desert Lighthouse Ballroom Motel Highway Telescope'.split(
    ' ',
  );
const places =
  'Valdoria|Ketterly|Brennick|Ostrel Bay|Marrow Hill|Lake Ferrin|Port Sable|Santa Verena|Aldermoor|Quillon Street|Tarn Valley|Mount Aster|Nova Karst|Elmsworth|Casa Blu|Windmere'.split(
    '|',
  );
const names =
  'Ada Bruno Clara Dimitri Elena Felix Greta Hugo Ines Jonas Kamala Leo Mira Nadia Oscar Petra Quentin Rosa Samir Thea Umar Vera Wen Yusuf Zofia Aiko Bela Cosmo Dara Emil'.split(
    ' ',
  );
const surnames =
  'Aldane Brovik Castellar Dunmore Eskelin Farrow-Vane Gorsky Hallam Ishimoto Jurado Kestner Lindqvar Marchetti Novarro Okonjo Pellerin Quade Rasmund Sandoval Tamberlane Ulvestad Varga Wexley Xanthos Yarrow Zeller Achterberg Bellweather Corvane Delacrue Embry Fontaine Grimaldo Hartvig Ivarsen Jalloh'.split(
    ' ',
  );
const gerunds =
  'Finding|Losing|Chasing|Leaving|Remembering|Saving|Waiting for|Becoming|Forgiving|Inventing'.split('|');
const numerals = ['', ' II', ' III', ' IV', ' V', ' VI'];

/** Makes invented film titles by a small grammar; a title that comes again becomes a sequel, so all are distinct. */
export function titleMaker(): (random: RandomStream) => string {
  const used = new Map<string, number>();
  return (random) => {
    const title = drawTitle(random);
    const times = used.get(title) ?? 0;
    used.set(title, times + 1);
    return title + (numerals[times] ?? ` ${times + 1}`);
  };
}

/** An invented director's name; fame by the caller. */
export function directorName(random: RandomStream): string {
  return `${random.pick(names)} ${random.pick(surnames)}`;
}

function drawTitle(random: RandomStream): string {
  const adjective = random.pick(adjectives);
  const noun = random.pick(nouns);
  const other = random.pick(nouns);
  const place = random.pick(places);
  const name = random.pick(names);
  switch (random.integer(9)) {
    case 0:
      return `The ${adjective} ${noun}`;
    case 1:
      return `${adjective} ${noun}`;
    case 2:
      return `The ${noun} of ${place}`;
    case 3:
      return `${random.pick(gerunds)} ${name}`;
    case 4:
      return `${name} and the ${adjective} ${noun}`;
    case 5:
      return `A ${noun} in ${place}`;
    case 6:
      return `The ${noun} and the ${other}`;
    case 7:
      return `${adjective} ${place}`;
    default:
      return `${name}'s ${adjective} ${noun}`;
  }
}
