/** Text that is HTML already. Only {@link html} and {@link trusted} make it, so that nothing else gets into a page unescaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text is escaped, lists are joined, `undefined` and `false` leave nothing. */
export type Part = string | number | Html | undefined | false | readonly Part[];

/**
 * A template whose parts are escaped unless they are HTML themselves, in text and in quoted attributes alike.
 *
 * Example: ``html`<b title="${'"'}">${'<i>'}</b>` `` is `<b title="&quot;">&lt;i&gt;</b>`.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, i) => text + (i < parts.length ? render(parts[i]) : '')).join(''));
}

/** HTML, or the content of a style element, of the program's own. */
export function trusted(text: string): Html {
  return new Html(text);
}

/** A string of the user's data: whatever its writing direction, it does not turn what stands around it. */
export function foreign(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

function render(part: Part): string {
  if (part === undefined || part === false) {
    return '';
  }
  if (part instanceof Html) {
    return part.text;
  }
  return typeof part === 'object' ? part.map(render).join('') : escaped(String(part));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control characters, which HTML does not allow, become the replacement character. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => entities[character])
    .replace(/\p{Cc}/gu, (control) => (/[\t\n\r]/.test(control) ? control : '\ufffd'));
}
