import { parameters } from './parameters.ts';
import { RandomStream } from './random-stream.ts';
import { axes, unit } from './taste-space.ts';

/**
 * The content embedding of an item, as a model that has watched the film would give it: a linear view of its true
 * vector on fewer axes, with noise. `embedding = P vector + noise`, P `[contentAxes, axes.count]` of normals with
 * variance 1 / contentAxes, so that distances survive in the mean (Johnson and Lindenstrauss 1984).
 *
 * @returns for a true vector `[axes.count]` in units: numbers with three decimals and spaces between
 */
export function createContentVectors(seed: number): (vector: Int32Array, random: RandomStream) => string {
  const { contentAxes, contentNoise } = parameters;
  const random = new RandomStream(seed, 9);
  const projection = Float64Array.from(
    { length: contentAxes * axes.count },
    () => random.normal() / Math.sqrt(contentAxes),
  );
  return (vector, noise) => {
    const numbers: string[] = [];
    for (let row = 0; row < contentAxes; row++) {
      let sum = contentNoise * noise.normal();
      for (let axis = 0; axis < axes.count; axis++) {
        sum += projection[row * axes.count + axis] * vector[axis] * unit;
      }
      numbers.push(sum.toFixed(3));
    }
    return numbers.join(' ');
  };
}
