/** The buffer, or one twice as large as it or as large as asked for; what it held is lost. */
export function grown(buffer: Float32Array, length: number): Float32Array {
  return buffer.length >= length ? buffer : new Float32Array(Math.max(length, 2 * buffer.length));
}
