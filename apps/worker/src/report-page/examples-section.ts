import { shorten } from '../shorten.ts';
import { whole } from './figures.ts';
import { foreign, type Html, html, trusted } from './html.ts';
import type { PageExample, PageInput, PageItem, RankedItem } from './page-input.ts';

const openAtFirst = 3;
/** Of a title, in characters: a description in its place does not make lists endless. */
const longest = 120;

/** Some users: what they took before, what model and strongest baseline recommend, and what they took then. */
export function examplesSection({ examples, report }: PageInput): Html | undefined {
  if (examples.length === 0) {
    return undefined;
  }
  return html`<section>
<h2>Examples</h2>
<p>${examples.length} of the ${whole(report.protocol.users)} examined users, drawn by the seed, not by how well it went.
<span class="hit">✓</span> marks what the user took in the ${report.protocol.part} part.</p>
${examples.map((example, i) => exampleCard(example, i < openAtFirst))}
</section>`;
}

function exampleCard({ user, taken, history, model, rival, relevant }: PageExample, isOpen: boolean): Html {
  const more = taken - history.length;
  const hits = model.filter(({ isHit }) => isHit).length;
  const summary = `${taken === 0 ? 'a new user' : `${whole(taken)} before`}, ${hits} of ${relevant.length} found in the first ${model.length}`;
  return html`<details class="example" ${isOpen && trusted('open')}><summary>User ${foreign(user)} <small>${summary}</small></summary>
<div class="lists">
<div><h4>Took before, newest first</h4>
${
  taken === 0
    ? html`<p class="empty">Nothing: the model knows this user by features alone, if there are any.</p>`
    : html`<ol class="plain">${history.map((item) => html`<li>${itemText(item)}</li>`)}</ol>`
}
${more > 0 && html`<p class="empty">and ${whole(more)} more</p>`}</div>
<div class="model"><h4>two-tower</h4>${rankedList(model)}</div>
${rival && html`<div><h4>${rival.name}</h4>${rankedList(rival.items)}</div>`}
<div><h4>Took then</h4><ol class="plain">${relevant
    .slice(0, 10)
    .map(
      (item) =>
        html`<li class="${item.rank === undefined ? '' : 'hit'}">${itemText(item)}${item.rank !== undefined && html` <small>at place ${item.rank}</small>`}</li>`,
    )}</ol>${relevant.length > 10 && html`<p class="empty">and ${relevant.length - 10} more</p>`}</div>
</div>
</details>`;
}

function rankedList(items: readonly RankedItem[]): Html {
  return html`<ol>${items.map(
    (item) =>
      html`<li class="${item.isHit ? 'hit' : ''}">${itemText(item)}${item.isHit && html` <b>✓</b>`}</li>`,
  )}</ol>`;
}

/** The first attribute, or the id where that is blank, and the other attributes small beside it. */
function itemText({ id, attributes }: PageItem): Html {
  const [title = '', ...others] = attributes.map((text) => text.trim());
  const rest = others.filter((text) => text !== '');
  return html`${foreign(shorten(title || id, longest))}${rest.length > 0 && html` <small>${foreign(shorten(rest.join(' · '), longest))}</small>`}`;
}
