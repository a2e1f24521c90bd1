import { Alert, Badge, Box, Button, CloseButton, Group, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { attributeValues, itemTitle, valuesText } from '../attributes.ts';
import { ItemLink } from '../items/item-link.tsx';
import { ItemSearch } from '../items/item-search.tsx';
import { keyed } from '../items/keyed.ts';
import type { ItemCard, UserProfile } from '../service/shapes.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Panel } from '../shell/panel.tsx';
import { shorten } from '../shorten.ts';
import type { RecallForm } from './recall-form.ts';

export interface HistoryPanelProps {
  readonly form: RecallForm;
  readonly user: UseQueryResult<UserProfile>;
  readonly items: readonly ItemCard[];
  readonly onAdd: (itemId: string) => void;
  readonly onRemove: (itemId: string) => void;
}

const step = 20;
const featuresShown = 6;

/** What the one who asks has done so far: a user's history, or a session built by hand. */
export function HistoryPanel({ form, user, items, onAdd, onRemove }: HistoryPanelProps) {
  if (form.mode === 'session') {
    return (
      <Panel title="Session" note="Items picked by hand, newest first; the request carries nothing else.">
        <Box mb="sm">
          <ItemSearch label="Add an item" onPick={onAdd} />
        </Box>
        {items.length === 0 && (
          <Text size="sm" className="quiet" data-testid="empty">
            An empty session is answered by popularity.
          </Text>
        )}
        <HistoryItems items={items} onRemove={onRemove} />
      </Panel>
    );
  }
  return (
    <Panel later title="History" note={items.length > 0 && `${items.length} items, newest first`}>
      {form.userId === '' ? (
        <Text className="quiet" size="sm">
          The history of the user you pick appears here.
        </Text>
      ) : (
        <Loaded query={user} what="the history" height={320}>
          {(profile) => (
            <>
              <Profile user={profile} />
              <HistoryItems key={profile.userId} items={items} />
            </>
          )}
        </Loaded>
      )}
    </Panel>
  );
}

function HistoryItems({
  items,
  onRemove,
}: {
  items: readonly ItemCard[];
  onRemove?: (itemId: string) => void;
}) {
  const [shown, setShown] = useState(step);
  return (
    <>
      <ol className="item-list" aria-label="History">
        {keyed(items.slice(0, shown)).map(({ key, item }) => (
          <li key={key} data-testid="history-item" data-item-id={item.itemId}>
            <ItemLink item={item} />
            {onRemove && (
              <CloseButton
                aria-label={`Remove ${itemTitle(item.itemId, item.attributes)} from the session`}
                onClick={() => onRemove(item.itemId)}
              />
            )}
          </li>
        ))}
      </ol>
      {items.length > shown && (
        <Button variant="subtle" fullWidth mt="xs" onClick={() => setShown(shown + 4 * step)}>
          Show {Math.min(4 * step, items.length - shown)} more
        </Button>
      )}
    </>
  );
}

function Profile({ user }: { user: UserProfile }) {
  if (!user.known) {
    return (
      <Alert color="orange" title="An unknown user" data-testid="unknown-user">
        The bundle has never seen “{shorten(user.userId, 80)}”. Recommendations come from features where there
        are any, otherwise from popularity.
      </Alert>
    );
  }
  const features = Object.entries(user.features).filter(([, value]) => attributeValues(value).length > 0);
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
            <Text size="xs" className="quiet">
              +{features.length - featuresShown}
            </Text>
          )}
        </Group>
      )}
      {user.history.length === 0 && (
        <Text className="quiet" size="sm">
          No history was recorded for this user.
        </Text>
      )}
    </>
  );
}
