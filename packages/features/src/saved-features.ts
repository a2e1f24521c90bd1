import { z } from 'zod';
import { openEncoder } from './encoders/kinds.ts';
import { parseState } from './encoders/parse-state.ts';
import { FeaturesError } from './error.ts';
import {
  assemble,
  type FittedFeatures,
  type FittedSide,
  placeEncoder,
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
  const saved = readFile(`${side}.json`, files, (json) => {
    const { encoders, history } = parseState(sideSchema, json);
    return {
      encoders: encoders.map(({ feature, column, state }) =>
        placeEncoder(
          side,
          feature,
          column,
          naming(`'${feature}'`, () => openEncoder(state)),
        ),
      ),
      history,
    };
  });
  return {
    side,
    inputs: towerInputs(side, saved.encoders, saved.history),
    ids: Vocabulary.from(readFile(`${side}-ids.json`, files, (json) => parseState(idsSchema, json))),
    encoders: saved.encoders,
    ...(saved.history && { history: saved.history }),
  };
}

function readFile<Result>(
  name: string,
  files: Readonly<Record<string, string>>,
  read: (json: unknown) => Result,
): Result {
  const text = files[name];
  const mend = 'restore the bundle or train anew';
  if (text === undefined) {
    throw new FeaturesError(`features/${name} is missing; ${mend}`);
  }
  try {
    return naming(`features/${name}`, () => read(JSON.parse(text)));
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new FeaturesError(`features/${name} is no JSON (${error.message}); ${mend}`);
    }
    throw error instanceof FeaturesError ? new FeaturesError(`${error.message}; ${mend}`) : error;
  }
}

/** Puts a place before the message of a FeaturesError. */
function naming<Result>(place: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw error instanceof FeaturesError ? new FeaturesError(`${place}: ${error.message}`) : error;
  }
}
