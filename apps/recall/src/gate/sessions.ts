import { randomBytes } from 'node:crypto';
import { type ApiKey, keySum } from '@twotower/store';
import type { KeyRing } from './key-ring.ts';

interface Session {
  readonly keyId: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export interface SessionLimits {
  /** Milliseconds that one lasts. Default half a day. */
  readonly lasts?: number;
  /** How many there may be; the oldest goes for the next. Default 1,000. */
  readonly most?: number;
}

/** The name of the cookie that holds a session's secret. */
export const sessionCookie = 'twotower_session';

/**
 * Sessions of browsers, in memory: 256 bits of chance stand for a key that the browser gave once and does not keep. A session lasts no
 * longer than its key, and none outlives the process.
 */
export class Sessions {
  readonly #ring: KeyRing;
  readonly #clock: () => number;
  readonly #limits: Required<SessionLimits>;
  /** By the sum of its secret, the oldest first. */
  readonly #open = new Map<string, Session>();

  constructor(
    ring: KeyRing,
    clock: () => number = Date.now,
    { lasts = 43_200_000, most = 1_000 }: SessionLimits = {},
  ) {
    this.#ring = ring;
    this.#clock = clock;
    this.#limits = { lasts, most };
  }

  /** @returns the session's secret, and how many seconds it lasts */
  begin(key: Pick<ApiKey, 'id'>): { secret: string; seconds: number } {
    const secret = randomBytes(32).toString('base64url');
    const { lasts, most } = this.#limits;
    this.#open.set(keySum(secret), { keyId: key.id, until: this.#clock() + lasts });
    if (this.#open.size > most) {
      const [oldest] = this.#open.keys();
      this.#open.delete(oldest);
    }
    return { secret, seconds: Math.floor(lasts / 1000) };
  }

  /** The key that a session stands for; undefined where there is no session any more, or no key. */
  find(secret: string): ApiKey | undefined {
    const session = this.#open.get(keySum(secret));
    if (session === undefined) return undefined;
    if (session.until > this.#clock()) return this.#ring.byId(session.keyId);
    this.end(secret);
    return undefined;
  }

  end(secret: string): void {
    this.#open.delete(keySum(secret));
  }
}

/** The session's secret that a request's `Cookie` header brings. */
export function sessionSecret(header: string | undefined): string | undefined {
  const cookies = (header ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${sessionCookie}=`))?.slice(sessionCookie.length + 1);
}

/** `Set-Cookie`: no script reads it, no page of another site sends it. @param seconds 0 takes it away */
export function setCookie(secret: string, seconds: number, isSecure: boolean): string {
  const parts = [`${sessionCookie}=${secret}`, 'Path=/', 'HttpOnly', 'SameSite=Strict', `Max-Age=${seconds}`];
  return [...parts, ...(isSecure ? ['Secure'] : [])].join('; ');
}
