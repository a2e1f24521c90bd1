/** The places of the values that are asked for, ascending. */
export function placesWhere(
  values: Int32Array | Uint8Array | Float64Array,
  keep: (value: number) => boolean,
): Int32Array {
  return Int32Array.from(values.keys()).filter((place) => keep(values[place]));
}
