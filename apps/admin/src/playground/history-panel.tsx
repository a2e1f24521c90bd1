import { Alert, Badge, Box, Button, CloseButton, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { attributeValues, itemTitle, valuesText } from '../attributes.ts';
import { AdminError } from '../service/error.ts';
import type { ItemCard, UserProfile } from '../service/shapes.ts';
import { Panel } from '../shell/panel.tsx';
import { shorten } from '../shorten.ts';
import { ItemRow } from './item-row.tsx';
import { withOccurrence } from './occurrence.ts';
import type { RecallForm } from './recall-form.ts';
import { SkeletonRows } from './skeleton-rows.tsx';

export interface HistoryPanelProps {
  form: RecallForm;
  user: UserProfile | undefined;
  loading: boolean;
  error: unknown;
  items: readonly ItemCard[];
  onOpen(item: ItemCard): void;
  onAdd(item: ItemCard): void;
  onRemove(itemId: string): void;
}

const step = 25;
const featuresShown = 8;

/** What the one who asks has done so far: a user's history, or a session built by hand. */
export function HistoryPanel(props: HistoryPanelProps) {
  const { form, items } = props;
  const session = form.mode === 'session';
  return (
    <Panel
      title={session ? 'Session' : 'History'}
      note={
        session
          ? 'Items picked by hand, newest first; the request carries nothing else.'
          : items.length > 0 && `${items.length} items, newest first`
      }
    >
      {session ? <SessionForm {...props} /> : <Profile {...props} />}
      <HistoryItems key={`${form.mode} ${form.userId}`} {...props} />
    </Panel>
  );
}

function HistoryItems({ form, items, onOpen, onRemove }: HistoryPanelProps) {
  const [shown, setShown] = useState(step);
  return (
    <>
      <Box component="ol" className="item-list" aria-label="History">
        {withOccurrence(items.slice(0, shown)).map(({ key, item }) => (
          <li key={key} data-testid="history-item" data-item-id={item.itemId}>
            <ItemRow item={item} onOpen={() => onOpen(item)} />
            {form.mode === 'session' && (
              <CloseButton
                aria-label={`Remove ${itemTitle(item.itemId, item.attributes)} from the session`}
                onClick={() => onRemove(item.itemId)}
              />
            )}
          </li>
        ))}
      </Box>
      {items.length > shown && (
        <Button variant="subtle" fullWidth mt="xs" onClick={() => setShown(shown + 4 * step)}>
          Show {Math.min(4 * step, items.length - shown)} more
        </Button>
      )}
    </>
  );
}

function Profile({ form, user, loading, error }: HistoryPanelProps) {
  if (form.userId === '') return <Text c="dimmed">The history of the user you pick appears here.</Text>;
  if (loading) return <SkeletonRows rows={6} />;
  const unknown = error instanceof AdminError && error.kind === 'not-found';
  if (error && !unknown) {
    return (
      <Alert color="red" title="The history could not be read">
        {error instanceof Error ? error.message : String(error)}
      </Alert>
    );
  }
  if (!user?.known) {
    return (
      <Alert color="orange" title="An unknown user" data-testid="unknown-user">
        The bundle has never seen “{shorten(form.userId, 80)}”. Recommendations come from features where there
        are any, otherwise from popularity.
      </Alert>
    );
  }
  const features = Object.entries(user.features ?? {}).filter(
    ([, value]) => attributeValues(value).length > 0,
  );
  return (
    <>
      {features.length > 0 && (
        <Group gap={4} mb="sm">
          {features.slice(0, featuresShown).map(([field, value]) => (
            <Badge key={field} variant="light" color="gray" tt="none" fw={450} maw="100%">
              {field}: {valuesText(value)}
            </Badge>
          ))}
          {features.length > featuresShown && (
            <Text size="xs" c="dimmed">
              +{features.length - featuresShown}
            </Text>
          )}
        </Group>
      )}
      {user.history.length === 0 && <Text c="dimmed">No history was recorded for this user.</Text>}
    </>
  );
}

function SessionForm({ items, onAdd }: HistoryPanelProps) {
  const [itemId, setItemId] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const id = itemId.trim();
        if (id !== '' && items.every((item) => item.itemId !== id)) onAdd({ itemId: id });
        setItemId('');
      }}
    >
      <Group gap="xs" align="flex-end" mb="sm">
        <TextInput
          label="Add an item by id"
          placeholder="or press + on a recommendation"
          value={itemId}
          onChange={(event) => setItemId(event.currentTarget.value)}
          style={{ flex: 1 }}
          data-testid="session-item"
        />
        <Button type="submit" variant="light" disabled={itemId.trim() === ''}>
          Add
        </Button>
      </Group>
      {items.length === 0 && (
        <Text size="sm" c="dimmed">
          An empty session is answered by popularity.
        </Text>
      )}
    </form>
  );
}
