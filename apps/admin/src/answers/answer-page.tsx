import { Badge, Box, Button, List, SimpleGrid, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { OutputOf } from '@twotower/api';
import { ItemLink } from '../items/item-link.tsx';
import { ChangeBadge } from '../playground/change-badge.tsx';
import { CodePanel } from '../playground/code-panel.tsx';
import { rankChanges } from '../playground/rank-changes.ts';
import { ResultPanel } from '../playground/result-panel.tsx';
import { sources } from '../playground/source.ts';
import { useRecall } from '../playground/use-recall.ts';
import type { RecallRequest } from '../service/shapes.ts';
import { useAsk } from '../service/use-ask.ts';
import { BundleLink } from '../shell/bundle-link.tsx';
import { Facts } from '../shell/facts.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { Panel } from '../shell/panel.tsx';
import { causes } from './causes.ts';

const route = getRouteApi('/answers/$requestId');

/** One answer of the past: what was asked, what came back, what may have made it odd, and what the same question gets now. */
export default function AnswerPage() {
  const { requestId } = route.useParams();
  const query = useAsk('answer', { requestId });
  return (
    <Page
      title={`Answer to ${query.data?.userId === undefined ? 'a request' : `user ${query.data.userId}`}`}
      note={<span className="mono">{requestId}</span>}
    >
      <Loaded query={query} what="the answer" height={420}>
        {(past) => <Answer past={past} />}
      </Loaded>
    </Page>
  );
}

function Answer({ past }: { past: OutputOf<'answer'> }) {
  // What was asked is a recall request, which the playground's are a part of.
  const request = past.request as RecallRequest | undefined;
  const again = useRecall(request);
  const user = useAsk('user', { userId: past.userId ?? '' }, { enabled: past.userId !== undefined });
  const found = causes(past, again.data?.answer);
  const changes = again.data && [
    rankChanges(past.items, again.data.answer.items),
    rankChanges(again.data.answer.items, past.items),
  ];
  return (
    <>
      <Panel title="What may have made it so">
        {found.length === 0 ? (
          <Text size="sm">
            Nothing out of the way: the user tower answered, over the whole catalogue, as it would now. Unfold
            an item to see what its rank is made of.
          </Text>
        ) : (
          <List size="sm" data-testid="causes">
            {found.map((cause) => (
              <List.Item key={cause}>{cause}</List.Item>
            ))}
          </List>
        )}
      </Panel>
      <Panel
        title="The answer"
        actions={
          past.userId !== undefined && (
            <Button
              size="compact-sm"
              variant="light"
              renderRoot={(props) => (
                <Link to="/playground" search={{ user: past.userId, alias: request?.alias }} {...props} />
              )}
            >
              Open in the playground
            </Button>
          )
        }
      >
        <Facts
          facts={[
            ['When', new Date(past.at).toLocaleString()],
            ['User', past.userId ?? 'nobody'],
            [
              'By',
              <Badge key="by" variant="light" color={sources[past.source].color} tt="none">
                {past.source}
              </Badge>,
            ],
            ['Alias', past.alias],
            ['Delta', past.deltaSequence === 0 ? 'none' : past.deltaSequence],
            [
              'Bundle',
              <Text key="bundle" span size="xs">
                <BundleLink id={past.bundleId} />
              </Text>,
            ],
          ]}
        />
      </Panel>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" verticalSpacing="md">
        <Panel title="Answered then" note="With the attributes that the items have now">
          <ol className="item-list" aria-label="Answered then">
            {past.items.map((item, i) => (
              <li key={item.itemId} data-testid="answered">
                <Box style={{ flex: 1, minWidth: 0 }}>
                  <ItemLink
                    item={item}
                    rank={i + 1}
                    marks={<ChangeBadge change={changes?.[0].get(item.itemId)} />}
                  />
                </Box>
              </li>
            ))}
          </ol>
        </Panel>
        {request === undefined ? (
          <Panel title="The same question now">
            <Text size="sm" className="quiet">
              What was asked was too long to be kept, so it cannot be asked again.
            </Text>
          </Panel>
        ) : (
          <ResultPanel
            title="The same question now"
            request={request}
            query={again}
            history={user.data?.history ?? []}
            changes={changes?.[1]}
          />
        )}
      </SimpleGrid>
      {request && <CodePanel request={request} />}
    </>
  );
}
