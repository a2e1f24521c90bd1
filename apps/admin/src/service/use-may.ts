import type { OutputOf } from '@twotower/api';
import { useAsk } from './use-ask.ts';

type Scope = OutputOf<'session'>['scopes'][number];

/** Whether who looks may do what a scope is for; false until that is known. */
export function useMay(scope: Scope): boolean {
  const { data } = useAsk('session', undefined);
  return data !== undefined && (data.scopes.includes(scope) || data.scopes.includes('admin'));
}
