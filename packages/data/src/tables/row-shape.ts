/** What the rows of a file look like when its lines are cut at every delimiter. */
export interface RowShape {
  readonly delimiter: string;
  readonly fields: number;
  /** Columns whose values have a form, such as `u9` or `9-9-9 9:9:9`, with all forms that were seen. */
  readonly forms: ReadonlyMap<number, ReadonlySet<string>>;
}

const mostForms = 4;
const fewestValues = 3;

/** @param lines the first lines of a file, its header perhaps among them */
export function rowShape(lines: readonly string[], delimiter: string, fields: number): RowShape {
  const rows = lines.slice(1, 500).map((line) => line.split(delimiter));
  const whole = rows.filter((row) => row.length === fields);
  const forms = new Map<number, ReadonlySet<string>>();
  for (let c = 0; c < fields; c++) {
    const values = whole.map((row) => bare(row[c])).filter((value) => value !== '');
    const seen = new Set(values.map(formOf));
    // Words have no form: any line of a text could have the same.
    const hasForm = [...seen].every((form) => form.includes('9'));
    if (values.length >= fewestValues && seen.size <= mostForms && hasForm) {
      forms.set(c, seen);
    }
  }
  return { delimiter, fields, forms };
}

/**
 * Whether the lines of a record that a quoted field spans are rows of their own, so that the quote was no opening one.
 *
 * @param lines the record's lines, more than one
 */
export function areRows(lines: readonly string[], shape: RowShape): boolean {
  // Without forms only the number of fields tells, which a few lines of a text may have by chance.
  if (lines.length < (shape.forms.size > 0 ? 2 : 6) || shape.fields < 2) {
    return false;
  }
  const inside = lines.slice(1, -1);
  const rows = inside.filter((line) => isRow(line, shape)).length;
  return rows >= 0.8 * inside.length && isRow(lines[0], shape) && isRow(lines[lines.length - 1], shape);
}

function isRow(line: string, { delimiter, fields, forms }: RowShape): boolean {
  const row = line.split(delimiter);
  return (
    row.length === fields &&
    [...forms].every(([c, seen]) => {
      const value = bare(row[c]);
      return value === '' || seen.has(formOf(value));
    })
  );
}

/** A field without the quotes around it, one of which may be missing. */
function bare(field: string): string {
  return field.trim().replace(/^"|"$/g, '');
}

/** Every run of digits as 9, every run of letters as a: `2026-05-07` is `9-9-9`. */
function formOf(value: string): string {
  return value
    .slice(0, 60)
    .replace(/\d+/g, '9')
    .replace(/\p{L}+/gu, 'a');
}
