import { expect, it } from 'vitest';
import { foreign, html, trusted } from './html.ts';

it('escapes text and attributes, and leaves HTML as it is', () => {
  const hostile = `<script>alert("&'")</script>`;
  const escaped = '&lt;script&gt;alert(&quot;&amp;&#39;&quot;)&lt;/script&gt;';
  expect(html`<b title="${hostile}">${hostile}</b>`.text).toBe(`<b title="${escaped}">${escaped}</b>`);
  expect(html`<p>${html`<b>${'<'}</b>`}${trusted('<hr>')}</p>`.text).toBe('<p><b>&lt;</b><hr></p>');
});

it('joins lists, writes numbers, and leaves out what is not there', () => {
  const items = ['a', '<b>'].map((name) => html`<li>${name}</li>`);
  expect(html`${items}${0}${undefined}${false}`.text).toBe('<li>a</li><li>&lt;b&gt;</li>0');
});

it('isolates foreign strings and replaces control characters', () => {
  expect(foreign('a\u0000\u001b\nb').text).toBe('<bdi>a\ufffd\ufffd\nb</bdi>');
});
