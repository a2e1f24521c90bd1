import type { Tensors } from '@twotower/core';
import type { StreamingFrequency, StreamingState } from '@twotower/sampling';

/** Streaming frequencies as tensors: each float64 as its 8 bytes, a number a byte, since tensors are float32. */
export function frequencyTensors(frequency: StreamingFrequency | undefined): Tensors {
  if (!frequency) {
    return {};
  }
  const { samples, lastSeen, gap } = frequency.state();
  return {
    'streaming.samples': bytesOf(Float64Array.of(samples)),
    'streaming.last-seen': bytesOf(lastSeen),
    'streaming.gap': bytesOf(gap),
  };
}

/** What {@link frequencyTensors} gave; undefined where there was no estimator. */
export function frequencyState(tensors: Tensors): StreamingState | undefined {
  const samples = tensors['streaming.samples'];
  return samples
    ? {
        samples: numbersOf(samples)[0],
        lastSeen: numbersOf(tensors['streaming.last-seen']),
        gap: numbersOf(tensors['streaming.gap']),
      }
    : undefined;
}

function bytesOf(numbers: Float64Array): Tensors[string] {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return { shape: [bytes.length], data: Float32Array.from(bytes) };
}

function numbersOf({ data }: Tensors[string]): Float64Array {
  return new Float64Array(Uint8Array.from(data).buffer);
}
