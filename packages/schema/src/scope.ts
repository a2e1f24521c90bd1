/** What an API key can be for; one for `admin` may do all. */
export const scopes = ['recall', 'events', 'read', 'admin'] as const;
export type Scope = (typeof scopes)[number];
