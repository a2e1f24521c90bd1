import { Autocomplete, Loader } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { itemTitle } from '../attributes.ts';
import { useAsk } from '../service/use-ask.ts';

/** Finds an item by a part of its id or texts, and hands on which was picked. */
export function ItemSearch({ label, onPick }: { label: string; onPick: (itemId: string) => void }) {
  const [query, setQuery] = useState('');
  const [waited] = useDebouncedValue(query, 150);
  const found = useAsk('items', { query: waited, limit: 12 }, { keep: true });
  const items = found.data?.items ?? [];
  const pick = (itemId: string) => {
    onPick(itemId);
    setQuery('');
  };
  return (
    <Autocomplete
      label={label}
      placeholder="title or id"
      value={query}
      onChange={setQuery}
      onOptionSubmit={pick}
      filter={({ options }) => options}
      data={items.map(({ itemId }) => itemId)}
      renderOption={({ option }) => {
        const item = items.find(({ itemId }) => itemId === option.value);
        return item === undefined
          ? option.value
          : `${itemTitle(item.itemId, item.attributes)} (${item.itemId})`;
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || query.trim() === '') return;
        const exact = items.find(({ itemId }) => itemId === query.trim());
        if (exact !== undefined) pick(exact.itemId);
      }}
      rightSection={found.isFetching ? <Loader size={14} /> : null}
      selectFirstOptionOnChange
      data-testid="item-search"
    />
  );
}
