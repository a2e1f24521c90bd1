const slot = 'twotower.key';

/** The API key of this browser tab; it is forgotten when the tab closes. */
export function readKey(): string | undefined {
  return sessionStorage.getItem(slot) ?? undefined;
}

export function writeKey(key: string): void {
  sessionStorage.setItem(slot, key);
}
