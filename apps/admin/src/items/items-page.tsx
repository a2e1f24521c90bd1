import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { formatCount } from '../format.ts';
import { useAsk } from '../service/use-ask.ts';
import { Empty } from '../shell/empty.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { Panel } from '../shell/panel.tsx';
import { ItemLink } from './item-link.tsx';

const route = getRouteApi('/items');

/** The catalogue that is served, searched. */
export default function ItemsPage() {
  const { query = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const search = useDebouncedCallback(
    (text: string) => void navigate({ search: { query: text.trim() || undefined }, replace: true }),
    200,
  );
  const found = useAsk('items', { query, limit: 100 }, { keep: true });
  return (
    <Page title="Items" note="By a part of the id or of any text that answers show">
      <TextInput
        label="Search"
        placeholder="title or id"
        defaultValue={query}
        onChange={(event) => search(event.currentTarget.value)}
        data-testid="items-query"
      />
      <Panel title={query === '' ? 'The most popular' : 'Found'} note="The most training positives first">
        <Loaded query={found} what="the items" height={420}>
          {({ items, more }) =>
            items.length === 0 ? (
              <Empty>No item has “{query}” in its id or texts.</Empty>
            ) : (
              <>
                <ol className="item-list" aria-label="Items">
                  {items.map((item) => (
                    <li key={item.itemId} data-testid="item">
                      <ItemLink
                        item={item}
                        marks={<span className="quiet">{formatCount(item.positives)} positives</span>}
                      />
                    </li>
                  ))}
                </ol>
                {more && <Empty>There are more; search for less.</Empty>}
              </>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}
