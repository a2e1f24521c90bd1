import { type Session, useSession } from './use-session.ts';

/** Whether who looks may do what a scope is for; false until that is known. */
export function useMay(scope: Session['scopes'][number]): boolean {
  const { data } = useSession();
  return data ? data.scopes.includes(scope) || data.scopes.includes('admin') : false;
}
