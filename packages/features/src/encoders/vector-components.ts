import type { RawValue } from '../dataset.ts';
import { numberOf } from '../number-of.ts';
import { isList } from './encoder.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The components a value spells, usable or not; none where it is no vector at all. */
export function vectorComponents(value: RawValue): readonly RawValue[] {
  if (isList(value)) {
    return value;
  }
  if (typeof value !== 'string') {
    return typeof value === 'number' && Number.isFinite(value) ? [value] : [];
  }
  const text = value.trim();
  if (text === '') {
    return [];
  }
  return isFloats(text)
    ? floatsOf(text)
    : text
        .replace(/^\[|\]$/g, '')
        .trim()
        .split(/[\s,]+/);
}

/** Whether a text is the base64 of whole 32-bit floats; a text that is a number by itself is that number. */
function isFloats(text: string): boolean {
  return bytesOf(text) % 4 === 0 && numberOf(text) === undefined && BASE64.test(text);
}

function bytesOf(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return (text.length / 4) * 3 - padding;
}

function floatsOf(text: string): number[] {
  const binary = atob(text);
  const view = new DataView(new ArrayBuffer(binary.length));
  for (let i = 0; i < binary.length; i++) {
    view.setUint8(i, binary.charCodeAt(i));
  }
  return Array.from({ length: binary.length / 4 }, (_, c) => view.getFloat32(4 * c, true));
}
