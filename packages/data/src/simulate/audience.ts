import { parameters } from './parameters.ts';
import { RandomStream } from './random-stream.ts';
import { axes, eras, spreadOf, units } from './taste-space.ts';

/** One user, drawn anew from the seed whenever needed: keeping its tastes would take 328 bytes. */
export interface SimulatedUser {
  /** Years; undefined where the profile does not say. */
  readonly age: number | undefined;
  readonly gender: string | undefined;
  readonly country: string;
  readonly device: string;
  /** Taste on the first day and the direction it drifts to, `[axes.count]` units each; the next `draw` overwrites them. */
  readonly taste: Int32Array;
  readonly drift: Int32Array;
  /** Slope of the drift a day, in units. */
  readonly driftRate: number;
}

const genders = ['female', 'male', 'other'] as const;
const genderShares = [48, 48, 4];
const devices = ['tv', 'phone', 'tablet', 'laptop'] as const;
/** Shares of the devices below 30 years, below 50 and above. */
const [younger, middling, older] = [
  [2, 5, 1, 3],
  [4, 3, 2, 2],
  [6, 1, 2, 1],
];
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
const genderKeys = Array.from(genders.keys());
const countryKeys = Array.from(countries.keys());
const spreads = Float64Array.from({ length: axes.count }, (_, axis) => spreadOf(axis));
/** Share of profiles that leave age or gender open. */
const unsaid = 0.06;

/** The users of one world, each the same whenever drawn. */
export interface Audience {
  readonly size: number;
  draw(index: number): SimulatedUser;
  /** Hours from UTC where the user lives; kept once known. */
  offset(index: number): number;
}

/** Users of the world `seed`; costs a byte a user. @param drift see `Change` */
export function createAudience(size: number, seed: number, drift = 1): Audience {
  const shiftsOf = createShifts(seed);
  const taste = new Int32Array(axes.count);
  const direction = new Int32Array(axes.count);
  const unknown = 127;
  const offsets = new Int8Array(size).fill(unknown);
  return {
    size,
    offset(index) {
      if (offsets[index] === unknown) {
        offsets[index] = countries[drawProfile(new RandomStream(seed, 3, index)).country].offset;
      }
      return offsets[index];
    },
    draw(index) {
      const random = new RandomStream(seed, 3, index);
      const profile = drawProfile(random);
      const { age } = profile;
      const device = random.pick(devices, age < 30 ? younger : age < 50 ? middling : older);
      const saysAge = random.next() >= unsaid;
      const saysGender = random.next() >= unsaid;
      const spread = Math.exp(parameters.driftSpread * random.normal());
      const shifts = shiftsOf(profile);
      drawTaste(shifts, random, taste);
      drawTaste(shifts, random, direction);
      return {
        age: saysAge ? age : undefined,
        gender: saysGender ? genders[profile.gender] : undefined,
        country: countries[profile.country].code,
        device,
        driftRate: units(drift * parameters.driftPerDay * spread),
        taste,
        drift: direction,
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
  const gender = random.pick(genderKeys, genderShares);
  return { age, gender, country: random.pick(countryKeys, countryShares) };
}

/** @param shifts `[axes.count]`, where the group's mean lies in units of the spread; 0 on the hidden axes */
function drawTaste(shifts: Float64Array, random: RandomStream, out: Int32Array): void {
  for (let axis = 0; axis < axes.count; axis++) {
    out[axis] = units(spreads[axis] * (random.normal() + shifts[axis]));
  }
}

/** `[axes.count]` for a profile: computed once a group, of which there are under two thousand. */
function createShifts(seed: number): (profile: Profile) => Float64Array {
  const lean = drawLeanings(seed);
  const known: (Float64Array | undefined)[] = [];
  return (profile) => {
    const group = (profile.age * genders.length + profile.gender) * countries.length + profile.country;
    let shifts = known[group];
    if (!shifts) {
      shifts = new Float64Array(axes.count);
      for (let axis = 0; axis < axes.latent; axis++) {
        shifts[axis] = parameters.demographicShift * demographicTaste(profile, axis, lean);
      }
      known[group] = shifts;
    }
    return shifts;
  };
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
  if (axis >= axes.era) {
    const distance = (eras[axis - axes.era] - (2025 - age + 17)) / 15;
    return 2 * Math.exp(-distance * distance) - 0.6;
  }
  const row = axis * groups;
  return (
    lean[row] * ((age - 38) / 16) + lean[row + 1 + gender] + 0.7 * lean[row + 1 + genders.length + country]
  );
}
