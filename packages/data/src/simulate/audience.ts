import { parameters } from './parameters.ts';
import { RandomStream } from './random-stream.ts';
import { axes, eras, rounded, spreadOf } from './taste-space.ts';

/** One user. Drawn anew from the seed whenever needed, so that no number of users fills the memory. */
export interface SimulatedUser {
  /** Years; undefined where the profile does not say. */
  readonly age: number | undefined;
  readonly gender: string | undefined;
  readonly country: string;
  readonly device: string;
  /** Taste on the first day and the direction it drifts to, `[axes.count]` each. */
  readonly taste: Float64Array;
  readonly drift: Float64Array;
  /** Slope of the drift a day. */
  readonly driftRate: number;
}

const genders = ['female', 'male', 'other'] as const;
const genderShares = [48, 48, 4];
const devices = ['tv', 'phone', 'tablet', 'laptop'] as const;
/** ISO code, hours from UTC, share of the users. */
const countries = [
  { code: 'US', offset: -6, share: 30 },
  { code: 'GB', offset: 0, share: 10 },
  { code: 'DE', offset: 1, share: 12 },
  { code: 'FR', offset: 1, share: 9 },
  { code: 'BR', offset: -3, share: 11 },
  { code: 'IN', offset: 5, share: 14 },
  { code: 'JP', offset: 9, share: 8 },
  { code: 'ZA', offset: 2, share: 6 },
] as const;
const countryShares = countries.map(({ share }) => share);
/** Share of profiles that leave age or gender open. */
const unsaid = 0.06;

/** The users of one world, each the same whenever drawn. */
export interface Audience {
  readonly size: number;
  draw(index: number): SimulatedUser;
  /** Hours from UTC where the user lives: the first draws of `draw`, without the tastes. */
  offset(index: number): number;
}

/** Users of the world `seed`; costs no memory, whatever their number. */
export function createAudience(size: number, seed: number): Audience {
  const lean = drawLeanings(seed);
  return {
    size,
    offset: (index) => countries[drawProfile(new RandomStream(seed, 3, index)).country].offset,
    draw(index) {
      const random = new RandomStream(seed, 3, index);
      const profile = drawProfile(random);
      const { age } = profile;
      const device = random.pick(devices, age < 30 ? [2, 5, 1, 3] : age < 50 ? [4, 3, 2, 2] : [6, 1, 2, 1]);
      const saysAge = random.next() >= unsaid;
      const saysGender = random.next() >= unsaid;
      const spread = Math.exp(parameters.driftSpread * random.normal());
      return {
        age: saysAge ? age : undefined,
        gender: saysGender ? genders[profile.gender] : undefined,
        country: countries[profile.country].code,
        device,
        driftRate: rounded(parameters.driftPerDay * spread),
        taste: drawTaste(profile, lean, random),
        drift: drawTaste(profile, lean, random),
      };
    },
  };
}

interface Profile {
  readonly age: number;
  /** Indices of `genders` and `countries`. */
  readonly gender: number;
  readonly country: number;
}

function drawProfile(random: RandomStream): Profile {
  const age = Math.round(Math.max(14, Math.min(85, 16 + 22 * Math.exp(0.55 * random.normal()))));
  const gender = random.pick([0, 1, 2], genderShares);
  return { age, gender, country: random.pick(Array.from(countries.keys()), countryShares) };
}

function drawTaste(profile: Profile, lean: Float64Array, random: RandomStream): Float64Array {
  const vector = new Float64Array(axes.count);
  for (let axis = 0; axis < axes.count; axis++) {
    const shift = parameters.demographicShift * demographicTaste(profile, axis, lean);
    vector[axis] = rounded(spreadOf(axis) * (random.normal() + shift));
  }
  return vector;
}

/** Columns of the table of leanings: one of age, one a gender, one a country. */
const groups = 1 + genders.length + countries.length;

function drawLeanings(seed: number): Float64Array {
  const random = new RandomStream(seed, 4);
  return Float64Array.from({ length: axes.era * groups }, () => random.normal());
}

/**
 * What a group likes more than others, in units of a taste's spread. Which genre a gender or a country leans to is
 * itself drawn from the seed: the world has correlations, not the stereotypes of this one. Eras follow age: people
 * like the films of their youth.
 */
function demographicTaste({ age, gender, country }: Profile, axis: number, lean: Float64Array): number {
  if (axis >= axes.latent) {
    return 0;
  }
  if (axis >= axes.era) {
    const distance = (eras[axis - axes.era] - (2025 - age + 17)) / 15;
    return 2 * Math.exp(-distance * distance) - 0.6;
  }
  const row = axis * groups;
  return (
    lean[row] * ((age - 38) / 16) + lean[row + 1 + gender] + 0.7 * lean[row + 1 + genders.length + country]
  );
}
