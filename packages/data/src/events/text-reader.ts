import type { Dialect } from '../tables/dialect.ts';
import { RecordCutter } from '../tables/record-cutter.ts';
import type { TextStretch } from '../tables/text-stretches.ts';
import { EventRows, type TimeSettings } from './event-rows.ts';
import type { EventStretch } from './event-stretch.ts';
import { type OpenTimes, openTimes } from './open-times.ts';
import type { RowPlan } from './row-plan.ts';
import { TextCells } from './text-cells.ts';

/** How the text of one table is read. Cloneable. */
export interface TextPlan extends RowPlan {
  readonly dialect: Dialect;
}

export type TextAnswer =
  | { readonly kind: 'open'; readonly open: OpenTimes }
  /** `rest`: bytes at the stretch's end of a row that goes on in the next one. */
  | { readonly kind: 'read'; readonly stretch: EventStretch; readonly rest: number };

/** Reads a table's text, stretch by stretch. */
export class TextReader {
  readonly #plan: TextPlan;
  readonly #picks: readonly number[];
  readonly #cutter: RecordCutter;
  #rows: EventRows;

  constructor(plan: TextPlan) {
    const { dialect, places } = plan;
    this.#plan = plan;
    this.#picks = places.wanted.map(({ name }) => dialect.columns.indexOf(name));
    this.#cutter = new RecordCutter(dialect, this.#picks);
    this.#rows = new EventRows(plan);
  }

  read(stretch: TextStretch, settings: TimeSettings): TextAnswer {
    const { lines, malformed, length, ...block } = this.#cutter.cut(stretch);
    const text = { ...block, lines, malformed, length };
    const rows = { length, lines, malformed, cells: this.#picks.map((pick) => new TextCells(text, pick)) };
    const open = openTimes(rows, this.#plan, settings);
    if (open) {
      return { kind: 'open', open };
    }
    const read = { ...this.#rows.read(rows, settings), lines: block.lineCount };
    return { kind: 'read', stretch: read, rest: stretch.bytes.length - block.consumed };
  }

  /** Lets all codes be new again. */
  forget(): void {
    this.#rows = new EventRows(this.#plan);
  }
}
