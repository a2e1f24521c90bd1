import type { Comparison, Comparisons, Exposure, Reaction } from '@twotower/store';

/** Exposures that are held where the store cannot take them; of more, the oldest go. */
const mostHeld = 20_000;

/**
 * The comparison that is running, in memory, and what it is to be told: written a second's worth at a time, so that no recall waits
 * for the disk. What a crash loses, it loses of all arms alike.
 */
export class RunningComparison {
  readonly #comparisons: Comparisons;
  /** Each with the comparison that it is of. */
  readonly #held: (readonly [id: string, exposure: Exposure])[] = [];
  #now: Comparison | undefined;
  #problem: string | undefined;

  constructor(comparisons: Comparisons) {
    this.#comparisons = comparisons;
  }

  get now(): Comparison | undefined {
    return this.#now;
  }

  /** Why the treatment could not be asked the last time. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Reads which one it is, as other processes begin and end them too, and writes what is held. */
  async refresh(): Promise<void> {
    await this.flush();
    const now = await this.#comparisons.running();
    if (now?.id !== this.#now?.id) this.#problem = undefined;
    this.#now = now;
  }

  add(id: string, exposure: Exposure): void {
    this.#held.push([id, exposure]);
    if (this.#held.length > mostHeld) this.#held.shift();
  }

  async flush(): Promise<void> {
    const held = this.#held.splice(0);
    try {
      for (const id of new Set(held.map(([of]) => of))) {
        await this.#comparisons.expose(
          id,
          held.flatMap(([of, exposure]) => (of === id ? [exposure] : [])),
        );
      }
    } catch (error) {
      // Of two comparisons at once at most one is running, so what was written counted for nothing.
      this.#held.unshift(...held);
      throw error;
    }
  }

  /** Takes reactions in, after the recalls that they are reactions to. */
  async react(reactions: readonly Reaction[]): Promise<void> {
    if (this.#now === undefined || reactions.length === 0) return;
    await this.flush();
    await this.#comparisons.react(this.#now.id, reactions);
  }

  /** Notes why the treatment could not be asked. @param error undefined where it could */
  note(error: unknown): void {
    const isNone = error === undefined;
    this.#problem = isNone ? undefined : error instanceof Error ? error.message : String(error);
  }
}
