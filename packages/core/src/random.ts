import { CoreError } from './error.ts';

/** A seeded stream of numbers. Equal seeds give equal streams on every machine. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform in 0 .. n - 1, for n up to 2^32. */
  integer(n: number): number;
  /** Standard normal. */
  normal(): number;
  /** Four 32-bit integers with which {@link restoreRandom} goes on where this stream stands. */
  state(): number[];
}

/** A stream from an integer seed: sfc32 (Doty-Humphrey, PractRand), its state filled by splitmix32. */
export function seededRandom(seed: number): Random {
  let s = seed | 0;
  const word = () => {
    s = (s + 0x9e3779b9) | 0;
    let z = s ^ (s >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  return restoreRandom([word(), word(), word(), 1]);
}

/** Goes on from `Random.state()`. Throws {@link CoreError} unless given four integers. */
export function restoreRandom(state: readonly number[]): Random {
  if (state.length !== 4 || !state.every(Number.isInteger)) {
    throw new CoreError(
      `random state: expected 4 integers, got ${JSON.stringify(state)}; pass what state() gave`,
    );
  }
  // In a typed array, as a closure's numbers of 32 bits would be boxed anew at every draw.
  const words = Int32Array.from(state);

  const bits = () => {
    const a = words[0];
    const b = words[1];
    const c = words[2];
    const counter = words[3];
    const out = (((a + b) | 0) + counter) | 0;
    words[0] = b ^ (b >>> 9);
    words[1] = (c + (c << 3)) | 0;
    words[2] = (((c << 21) | (c >>> 11)) + out) | 0;
    words[3] = (counter + 1) | 0;
    return out >>> 0;
  };
  const next = () => bits() / 4294967296;

  return {
    next,
    integer: (n) => Math.floor(next() * n),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    state: () => [...words],
  };
}

/** Fills `out` with normal numbers of mean 0 and the given standard deviation (Box-Muller, both halves used). */
export function fillNormal(random: Random, out: Float32Array, deviation: number): void {
  for (let i = 0; i < out.length; i += 2) {
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - random.next()));
    const angle = 2 * Math.PI * random.next();
    out[i] = radius * Math.cos(angle);
    if (i + 1 < out.length) out[i + 1] = radius * Math.sin(angle);
  }
}
