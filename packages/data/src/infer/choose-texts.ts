import { isMissing } from '../missing-words.ts';
import type { InferredFeature, InferredFeatures, LeftColumn } from './inferred-features.ts';
import { wordsOf } from './name-words.ts';

/** A text becomes the sum of its letter trigrams: of long ones all sums are alike. */
const mostWords = 20;
const mostLetters = 120;
const mostTexts = 2;
/** From this share of equal values on, a second text says what the first does. */
const mostlyEqual = 0.5;

const titleWords =
  /^(?:title|titel|titre|titulo|titolo|name|nom|nombre|nome|headline|caption|label|bezeichnung|标题|名称|名)$/;

/** Of several texts the title-like one or two: short, and named like one before others. A long text only where nothing else is. */
export function chooseTexts({ features, left }: InferredFeatures): InferredFeatures {
  const texts = features.filter(({ config }) => config.kind === 'text');
  const others = features.length - texts.length;
  const short = texts.filter(isShort).sort((a, b) => Number(isTitle(b)) - Number(isTitle(a)));
  const chosen: InferredFeature[] = [];
  const out: LeftColumn[] = [];
  const leave = (feature: InferredFeature, why: string) =>
    out.push({ column: feature.column, why, shown: isShort(feature) });
  for (const text of short) {
    const twin = chosen.find((one) => equalShare(one, text) >= mostlyEqual);
    if (twin) {
      leave(text, `says mostly what ${twin.column.name} says`);
    } else if (chosen.length === mostTexts) {
      leave(
        text,
        `a text beside ${chosen.map(({ column }) => column.name).join(' and ')}, which say more in fewer words`,
      );
    } else {
      chosen.push(text);
    }
  }
  for (const long of texts.filter((text) => !isShort(text))) {
    if (chosen.length + others === 0) {
      chosen.push(long);
    } else {
      leave(long, `long texts (median ${medianLength(long)} letters), of which letters alone tell little`);
    }
  }
  return {
    features: features.filter((feature) => feature.config.kind !== 'text' || chosen.includes(feature)),
    left: [...left, ...out],
  };
}

function isTitle({ column }: InferredFeature): boolean {
  return wordsOf(column.name).some((word) => titleWords.test(word));
}

function isShort(feature: InferredFeature): boolean {
  const words = median(textsOf(feature).map((text) => text.trim().split(/\s+/).length));
  return words <= mostWords && medianLength(feature) <= mostLetters;
}

function medianLength(feature: InferredFeature): number {
  return median(textsOf(feature).map(({ length }) => length));
}

function textsOf({ values }: InferredFeature): string[] {
  return values.filter((value): value is string => typeof value === 'string' && !isMissing(value));
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

/** Share of the entities with both in which they are equal but for case. */
function equalShare(one: InferredFeature, other: InferredFeature): number {
  let [both, equal] = [0, 0];
  one.values.forEach((value, i) => {
    const second = other.values[i];
    if (typeof value === 'string' && typeof second === 'string') {
      both++;
      equal += value.trim().toLowerCase() === second.trim().toLowerCase() ? 1 : 0;
    }
  });
  return equal / Math.max(1, both);
}
