import { Badge, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { itemTitle } from '../attributes.ts';
import { formatCount } from '../format.ts';
import { UserPicker } from '../playground/user-picker.tsx';
import { useAsk } from '../service/use-ask.ts';
import { Facts } from '../shell/facts.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { Panel } from '../shell/panel.tsx';
import { AttributeList } from './attribute-list.tsx';
import { ItemLink } from './item-link.tsx';
import { standingText } from './standing-text.ts';

const route = getRouteApi('/items/$itemId');

/** One item: what is known of it, what is like it, and why somebody is, or is not, recommended it. */
export default function ItemPage() {
  const { itemId } = route.useParams();
  const query = useAsk('item', { itemId });
  return (
    <Page
      title={query.data ? itemTitle(itemId, query.data.attributes) : itemId}
      note={<span className="mono">{itemId}</span>}
      actions={
        query.data && (
          <Group gap={6}>
            <Badge variant="light" color={query.data.served ? 'teal' : 'red'} tt="none">
              {query.data.served ? 'served' : 'taken out'}
            </Badge>
            {!query.data.told && (
              <Badge variant="light" color="orange" tt="none">
                cold: nothing is known of it
              </Badge>
            )}
          </Group>
        )
      }
    >
      <Loaded query={query} what="the item" height={420}>
        {(item) => (
          <>
            <Panel title="Known of it">
              <Facts
                facts={[
                  ['Training positives', formatCount(item.positives)],
                  ['Rank by popularity', formatCount(item.popularityRank)],
                  ['Prior in scores', item.prior === undefined ? 'not used' : item.prior.toFixed(3)],
                  ...Object.entries(item.live).map(
                    ([type, count]) => [`${type} since`, formatCount(count)] as const,
                  ),
                ]}
              />
            </Panel>
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" verticalSpacing="md">
              <Stack gap="md">
                <StandingPanel itemId={itemId} />
                <Panel title="Attributes">
                  <AttributeList attributes={item.attributes} open />
                </Panel>
              </Stack>
              {item.served && <NeighboursPanel itemId={itemId} />}
            </SimpleGrid>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function StandingPanel({ itemId }: { itemId: string }) {
  const { user = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useAsk('standing', { itemId, userId: user, k: 20 }, { enabled: user !== '' });
  return (
    <Panel title="Why (not) for a user" note="As one of the first 20, seen items left out">
      <UserPicker
        userId={user}
        onPick={(userId) => void navigate({ search: { user: userId }, replace: true })}
      />
      {user !== '' && (
        <Loaded query={query} what="its standing" height={60}>
          {(standing) => (
            <Text size="sm" mt="sm" data-testid="standing">
              {standingText(standing)}
            </Text>
          )}
        </Loaded>
      )}
    </Panel>
  );
}

function NeighboursPanel({ itemId }: { itemId: string }) {
  const query = useAsk('similar', { itemId, k: 15 });
  return (
    <Panel title="Most like it" note="By the cosine of the item tower’s vectors">
      <Loaded query={query} what="its neighbours" height={320}>
        {({ items }) => (
          <ol className="item-list" aria-label="Most like it">
            {items.map((near, i) => (
              <li key={near.itemId} data-testid="neighbour">
                <ItemLink
                  item={near}
                  rank={i + 1}
                  score={{ value: near.score, share: Math.max(0, near.score) }}
                />
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Panel>
  );
}
