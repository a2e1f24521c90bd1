import { codesOf } from './text-codes.ts';

const tooLong = 16;

/** JSON text with the integers that a number cannot hold as text, exactly as written. */
export function keepIntegers(json: string): string {
  if (!hasLongDigits(json)) {
    return json;
  }
  // Strings and other numbers are matched so that no digits inside them are taken for an integer.
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g, (token) =>
    token.length >= tooLong && /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token))
      ? `"${token}"`
      : token,
  );
}

function hasLongDigits(text: string): boolean {
  const codes = codesOf(text);
  let run = 0;
  for (let i = 0; i < codes.length; i++) {
    run = codes[i] >= 48 && codes[i] <= 57 ? run + 1 : 0;
    if (run === tooLong) {
      return true;
    }
  }
  return false;
}
