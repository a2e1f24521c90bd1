import '@mantine/spotlight/styles.css';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { screenGroups } from './screens.ts';

const [store, spotlight] = createSpotlight();

/** From wherever to a screen, or to what an id names: a request, a user, an item, a bundle, a run. */
export default function Jump({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  useEffect(() => spotlight.open(), []);
  const id = query.trim();
  const screens = screenGroups
    .flatMap((group) => group.screens)
    .filter(({ label, hint }) => `${label} ${hint}`.toLowerCase().includes(id.toLowerCase()))
    .map(({ to, label, hint }) => ({
      id: to,
      label,
      description: hint,
      onClick: () => void navigate({ to }),
    }));
  const named =
    id === ''
      ? []
      : [
          {
            id: 'answers',
            label: `Answers to user ${id}`,
            onClick: () => void navigate({ to: '/answers', search: { user: id } }),
          },
          {
            id: 'playground',
            label: `Ask as user ${id}`,
            onClick: () => void navigate({ to: '/playground', search: { user: id } }),
          },
          {
            id: 'answer',
            label: `Answer with request id ${id}`,
            onClick: () => void navigate({ to: '/answers/$requestId', params: { requestId: id } }),
          },
          {
            id: 'items',
            label: `Items like “${id}”`,
            onClick: () => void navigate({ to: '/items', search: { query: id } }),
          },
        ];
  return (
    <Spotlight
      store={store}
      query={query}
      onQueryChange={setQuery}
      actions={[...screens, ...named]}
      filter={(_query, actions) => actions}
      nothingFound="Nothing of that name"
      shortcut={null}
      onSpotlightClose={onClose}
      searchProps={{ placeholder: 'A user, an item, a request id, a screen', 'aria-label': 'Jump to' }}
      maxHeight={420}
      scrollable
    />
  );
}
