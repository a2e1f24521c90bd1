import { z } from 'zod';
import { openEncoder } from './encoders/kinds.ts';
import { parseState } from './encoders/parse-state.ts';
import { FeaturesError } from './error.ts';
import {
  assemble,
  type FittedFeatures,
  type FittedSide,
  featureTable,
  towerInputs,
} from './fitted-features.ts';
import { Vocabulary } from './vocabulary.ts';

const sideSchema = z.object({
  encoders: z.array(z.object({ feature: z.string(), column: z.string(), state: z.unknown() })),
  history: z.object({ feature: z.string(), length: z.int().min(1) }).optional(),
});
const idsSchema = z.array(z.string());

/** File name to JSON text; equal features give equal texts. */
export function saveFeatures(fitted: FittedFeatures): Record<string, string> {
  return Object.fromEntries(
    [fitted.user, fitted.item].flatMap(({ side, ids, encoders, history }) => [
      [`${side}-ids.json`, JSON.stringify(ids.values)],
      [
        `${side}.json`,
        JSON.stringify({
          encoders: encoders.map(({ feature, column, state }) => ({ feature, column, state })),
          history,
        }),
      ],
    ]),
  );
}

/** Opens what {@link saveFeatures} gave. @throws FeaturesError naming the file that is missing or wrong */
export function loadFeatures(files: Readonly<Record<string, string>>): FittedFeatures {
  return assemble(loadSide('user', files), loadSide('item', files));
}

function loadSide(side: FittedSide['side'], files: Readonly<Record<string, string>>): FittedSide {
  const saved = parseState(sideSchema, readJson(`${side}.json`, files));
  const encoders = saved.encoders.map(({ feature, column, state }) => ({
    ...openEncoder(state),
    feature,
    column,
    table: featureTable(side, feature),
  }));
  return {
    side,
    inputs: towerInputs(side, encoders, saved.history),
    ids: Vocabulary.from(parseState(idsSchema, readJson(`${side}-ids.json`, files))),
    encoders,
    ...(saved.history && { history: saved.history }),
  };
}

function readJson(name: string, files: Readonly<Record<string, string>>): unknown {
  const text = files[name];
  if (text === undefined) {
    throw new FeaturesError(`features/${name} is missing; restore the bundle or train anew`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FeaturesError(`features/${name} is no JSON (${error}); restore the bundle or train anew`);
  }
}
