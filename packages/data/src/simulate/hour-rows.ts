export const rowTypes = ['impression', 'click', 'ranked_out'] as const;

export interface Row {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly user: number;
  readonly item: number;
  readonly type: (typeof rowTypes)[number];
  /** The weight, up to 255. */
  readonly hundredths: number;
  readonly request: number;
  /** From 1, up to 255. */
  readonly position: number;
}

/** The rows of one hour, a column an array; the next hour uses the arrays again. */
export class HourRows {
  #hour = 0;
  #count = 0;
  #sinceHour = new Int32Array(4096);
  #user = new Int32Array(4096);
  #item = new Int32Array(4096);
  #request = new Int32Array(4096);
  #type = new Uint8Array(4096);
  #hundredths = new Uint8Array(4096);
  #position = new Uint8Array(4096);

  get count(): number {
    return this.#count;
  }

  /** Forgets all rows; the next ones are of the hour that begins at `hour` ms. */
  begin(hour: number): void {
    this.#hour = hour;
    this.#count = 0;
  }

  add(row: Row): void {
    const i = this.#count++;
    if (i === this.#user.length) {
      this.#grow();
    }
    this.#sinceHour[i] = row.time - this.#hour;
    this.#user[i] = row.user;
    this.#item[i] = row.item;
    this.#request[i] = row.request;
    this.#type[i] = rowTypes.indexOf(row.type);
    this.#hundredths[i] = row.hundredths;
    this.#position[i] = row.position;
  }

  at(i: number): Row {
    return {
      time: this.#hour + this.#sinceHour[i],
      user: this.#user[i],
      item: this.#item[i],
      type: rowTypes[this.#type[i]],
      hundredths: this.#hundredths[i],
      request: this.#request[i],
      position: this.#position[i],
    };
  }

  /** The places of all rows in order of time; those of one moment as they were added. */
  inTimeOrder(): Float64Array {
    const n = this.#count;
    const keys = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      keys[i] = this.#sinceHour[i] * n + i;
    }
    return keys.sort().map((key) => key % n);
  }

  #grow(): void {
    this.#sinceHour = doubled(this.#sinceHour);
    this.#user = doubled(this.#user);
    this.#item = doubled(this.#item);
    this.#request = doubled(this.#request);
    this.#type = doubled(this.#type);
    this.#hundredths = doubled(this.#hundredths);
    this.#position = doubled(this.#position);
  }
}

function doubled<T extends Int32Array | Uint8Array>(column: T): T {
  const larger =
    column instanceof Int32Array ? new Int32Array(2 * column.length) : new Uint8Array(2 * column.length);
  larger.set(column);
  return larger as T;
}
