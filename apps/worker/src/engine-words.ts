import type { Engine } from '@twotower/trainer';

/** What does the work of training, in one line: the native kernel where it loads, else TensorFlow alone. */
export function engineWords({ kernel, name, reason }: Engine): string {
  const tensorflow = name === 'native' ? 'native TensorFlow' : 'TensorFlow on WebAssembly';
  return kernel
    ? `native kernel (${kernel.instructions}); ${tensorflow} for what the kernel leaves to it (${reason})`
    : `${tensorflow} (${reason})`;
}
