/** The positives that were consumed since a bundle's cut-off, in the order in which they were: 16 bytes each. */
export class LogTail {
  readonly userIds: string[];
  readonly #place: Map<string, number>;
  #user: Int32Array;
  #item: Int32Array;
  #time: Float64Array;
  #length: number;

  /** @param user places in `userIds`; @param item places among the items */
  constructor(
    userIds: readonly string[] = [],
    {
      user,
      item,
      time,
    }: { readonly user: Int32Array; readonly item: Int32Array; readonly time: Float64Array } = noColumns,
  ) {
    this.userIds = [...userIds];
    this.#place = new Map(userIds.map((id, place) => [id, place]));
    this.#length = user.length;
    [this.#user, this.#item, this.#time] = [user, item, time];
  }

  /** Views that hold until more comes. */
  get columns() {
    return {
      length: this.#length,
      user: this.#user.subarray(0, this.#length),
      item: this.#item.subarray(0, this.#length),
      time: this.#time.subarray(0, this.#length),
    };
  }

  /** Who did anything. */
  activeUsers(): Set<string> {
    return new Set(Array.from(this.columns.user, (user) => this.userIds[user]));
  }

  /** Drops what some users did, and their ids. */
  forget(users: ReadonlySet<string>): void {
    const kept = this.userIds.filter((id) => !users.has(id));
    if (kept.length === this.userIds.length) return;
    const before = [...this.userIds];
    const { length } = this.columns;
    this.userIds.splice(0, before.length, ...kept);
    this.#place.clear();
    kept.forEach((id, place) => {
      this.#place.set(id, place);
    });
    this.#length = 0;
    for (let e = 0; e < length; e++) {
      const user = this.#place.get(before[this.#user[e]]);
      if (user === undefined) continue;
      this.#user[this.#length] = user;
      this.#item[this.#length] = this.#item[e];
      this.#time[this.#length++] = this.#time[e];
    }
  }

  place(userId: string): number | undefined {
    return this.#place.get(userId);
  }

  add(userId: string, item: number, time: number): void {
    if (this.#length === this.#user.length) this.#makeRoom();
    let user = this.#place.get(userId);
    if (user === undefined) {
      user = this.userIds.push(userId) - 1;
      this.#place.set(userId, user);
    }
    this.#user[this.#length] = user;
    this.#item[this.#length] = item;
    this.#time[this.#length++] = time;
  }

  #makeRoom(): void {
    const room = Math.max(1024, 2 * this.#length);
    const [user, item, time] = [new Int32Array(room), new Int32Array(room), new Float64Array(room)];
    user.set(this.#user);
    item.set(this.#item);
    time.set(this.#time);
    [this.#user, this.#item, this.#time] = [user, item, time];
  }
}

const noColumns = { user: new Int32Array(0), item: new Int32Array(0), time: new Float64Array(0) };
