import type { Engine } from '@twotower/trainer';

/** What does the work of training, in one line: the native kernel where it loads, else TensorFlow alone, and why. */
export function engineWords({ kernel, name, reason }: Engine): string {
  const tensorflow = name === 'native' ? 'native TensorFlow' : 'TensorFlow on WebAssembly';
  return kernel
    ? `native kernel (${kernel.instructions}); ${tensorflow} for losses that it does not know`
    : `${tensorflow} (${reason})`;
}
