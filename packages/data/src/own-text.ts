/**
 * The value with memory of its own: a text cut from a block of a file would keep the whole block alive. V8 copies texts
 * of up to 12 characters anyhow.
 */
export function ownText<Value>(value: Value): Value | string {
  return typeof value === 'string' && value.length > 12 ? Buffer.from(value, 'utf8').toString('utf8') : value;
}
