export interface Place {
  readonly row: number;
  readonly column: number;
}

/**
 * The middle of the highest part of a grid: of the places whose values lie within one standard error of those of the highest place, the
 * one nearest to their mean place; of equally near ones the higher. The standard error is that of the paired differences.
 *
 * @param grid rows of places, each with the values of the same users in the same order
 */
export function middleOfPlateau(grid: readonly (readonly Float32Array[])[]): Place {
  const places = grid.flatMap((cells, row) => cells.map((values, column) => ({ row, column, values })));
  const means = places.map(({ values }) => moments(values).mean);
  const top = places[means.indexOf(Math.max(...means))];
  const plateau = places
    .map((place, i) => ({ ...place, mean: means[i] }))
    .filter(({ values }) => isWithin(top.values, values));
  const middle = {
    row: plateau.reduce((sum, { row }) => sum + row, 0) / plateau.length,
    column: plateau.reduce((sum, { column }) => sum + column, 0) / plateau.length,
  };
  const distance = ({ row, column }: Place): number => Math.hypot(row - middle.row, column - middle.column);
  const { row, column } = plateau.reduce((a, b) => {
    const nearer = distance(b) - distance(a);
    return nearer < 0 || (nearer === 0 && b.mean > a.mean) ? b : a;
  });
  return { row, column };
}

/** Whether what the top is better by is at most its standard error. */
function isWithin(top: Float32Array, values: Float32Array): boolean {
  const { mean, error } = moments(top.map((value, i) => value - values[i]));
  return mean <= error;
}

function moments(values: Float32Array): { readonly mean: number; readonly error: number } {
  const count = Math.max(1, values.length);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / Math.max(1, count - 1) / count) };
}
