import { z } from 'zod';
import { openEncoder } from './encoders/kinds.ts';
import { parseState } from './encoders/parse-state.ts';
import { FeaturesError, naming } from './error.ts';
import {
  assemble,
  type Encoder,
  type FittedFeatures,
  type FittedSide,
  placeEncoder,
  towerInputs,
} from './fitted-features.ts';
import { IdRows } from './id-rows.ts';

const encodersSchema = z.array(z.object({ feature: z.string(), column: z.string(), state: z.unknown() }));

/** An encoder in its place as plain data. */
export type SavedEncoder = z.output<typeof encodersSchema>[number];
const historySchema = z.object({
  feature: z.string(),
  length: z.int().min(1),
  of: z.enum(['earlier', 'others']).default('earlier'),
});
const sideSchema = z.object({
  encoders: encodersSchema,
  histories: z.array(historySchema).default([]),
  /** The one history of a bundle from before there could be several. */
  history: historySchema.optional(),
  context: encodersSchema.default([]),
});
/** By row from 1 on; null for a row that nobody has. */
const idsSchema = z.custom<(string | null)[]>(
  (ids) => Array.isArray(ids) && ids.every((id) => id === null || typeof id === 'string'),
  { error: 'not a list of IDs' },
);

/** File name to JSON text; equal features give equal texts. */
export function saveFeatures(fitted: FittedFeatures): Record<string, string> {
  return Object.fromEntries(
    [fitted.user, fitted.item].flatMap(({ side, ids, encoders, histories, context }) => [
      [`${side}-ids.json`, JSON.stringify(ids.saved())],
      [
        `${side}.json`,
        JSON.stringify({
          encoders: encoders.map(savedEncoder),
          ...(histories.length > 0 && { histories }),
          ...(context.length > 0 && { context: context.map(savedEncoder) }),
        }),
      ],
    ]),
  );
}

/** Opens what {@link saveFeatures} gave. @throws FeaturesError naming the file that is missing or wrong */
export function loadFeatures(files: Readonly<Record<string, string>>): FittedFeatures {
  const side = (of: FittedSide['side']): FittedSide => ({
    ...loadParts(of, files),
    ids: readFile(`${of}-ids.json`, files, (json) => IdRows.open(parseState(idsSchema, json))),
  });
  return assemble(side('user'), side('item'));
}

/** The same where others wait meanwhile: `pause` is called again and again. @throws FeaturesError as {@link loadFeatures} */
export async function loadFeaturesInSlices(
  files: Readonly<Record<string, string>>,
  pause: () => Promise<void>,
): Promise<FittedFeatures> {
  const side = async (of: FittedSide['side']): Promise<FittedSide> => {
    const name = `${of}-ids.json`;
    const saved = readFile(name, files, (json) => parseState(idsSchema, json));
    await pause();
    const ids = await IdRows.openInSlices(saved, pause).catch((error: unknown) => {
      // The same words as of the other way.
      return readFile(name, files, () => {
        throw error;
      });
    });
    return { ...loadParts(of, files), ids };
  };
  return assemble(await side('user'), await side('item'));
}

function loadParts(
  side: FittedSide['side'],
  files: Readonly<Record<string, string>>,
): Omit<FittedSide, 'ids'> {
  const parts = readFile(`${side}.json`, files, (json) => {
    const { encoders, history, histories, context } = parseState(sideSchema, json);
    return {
      side,
      encoders: openEncoders(side, encoders),
      histories: history ? [history] : histories,
      context: openEncoders('context', context),
    };
  });
  return { ...parts, inputs: towerInputs(parts) };
}

export function savedEncoder({ feature, column, state }: Encoder): SavedEncoder {
  return { feature, column, state };
}

export function openEncoders(
  place: FittedSide['side'] | 'context',
  saved: readonly SavedEncoder[],
): Encoder[] {
  return saved.map(({ feature, column, state }) =>
    placeEncoder(
      place,
      feature,
      column,
      naming(`'${feature}'`, () => openEncoder(state)),
    ),
  );
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
