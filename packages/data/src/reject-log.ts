import { DataError } from './error.ts';
import type { Reject } from './read-summary.ts';
import type { RejectReport } from './reject-report.ts';

/** Counts rejected rows by reason and keeps the first ones; all of them go to the report. */
export class RejectLog {
  count = 0;
  readonly reasons = new Map<string, number>();
  readonly first: Reject[] = [];
  readonly #report: RejectReport | undefined;

  constructor(report?: RejectReport) {
    this.#report = report;
  }

  add(reject: Reject): void {
    this.count++;
    const reason = reject.column ? `${reject.column}: ${reject.reason}` : reject.reason;
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
    if (this.first.length < 20) {
      this.first.push(reject);
    }
    this.#report?.add(reject);
  }

  /** @throws DataError with the three commonest reasons where more than `atMost` of the rows were rejected */
  check(rows: number, atMost: number, what: string): void {
    if (this.count === 0 || this.count <= rows * atMost) {
      return;
    }
    const commonest = [...this.reasons].sort((a, b) => b[1] - a[1]).slice(0, 3);
    const reasons = commonest.map(([reason, count]) => `${reason} (${count})`).join('; ');
    const { file, line, row, entry } = this.first[0];
    const all = this.#report === undefined ? '' : `; all of them are in ${this.#report.path}`;
    throw new DataError(
      `${what}: ${this.count} of ${rows} rows rejected, more than data.rejects.atMost ${atMost}: ${reasons}; first in ${file} ${line === undefined ? `row ${row}` : `line ${line}`}${entry === undefined ? '' : ` entry ${entry}`}${all}`,
    );
  }
}
