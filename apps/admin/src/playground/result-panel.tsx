import { Badge, Group, Loader, Text, Tooltip } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatAge, formatLatency } from '../format.ts';
import type { ItemCard, RecallAnswer, RecallRequest } from '../service/shapes.ts';
import { BundleLink } from '../shell/bundle-link.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Panel } from '../shell/panel.tsx';
import type { RankChange } from './rank-changes.ts';
import { ResultList } from './result-list.tsx';
import { sources } from './source.ts';
import type { TimedAnswer } from './use-recall.ts';

export interface ResultPanelProps {
  readonly title: string;
  readonly request: RecallRequest | undefined;
  readonly query: UseQueryResult<TimedAnswer>;
  readonly history: readonly ItemCard[];
  readonly changes?: ReadonlyMap<string, RankChange>;
  readonly onAdd?: (itemId: string) => void;
}

/** What one alias recommends, by what it was ranked, and why each item stands where it does. */
export function ResultPanel({ title, request, query, history, changes, onAdd }: ResultPanelProps) {
  const { data, isFetching } = query;
  return (
    <Panel
      title={title}
      note={request && data && <AnswerHead answer={data.answer} />}
      actions={
        <Group gap={6} role="status">
          {isFetching && <Loader size="xs" aria-label="Loading recommendations" />}
          {request && data && (
            <>
              <Tooltip label={sources[data.answer.source].note}>
                <Badge
                  variant="light"
                  color={sources[data.answer.source].color}
                  tt="none"
                  data-testid="recall-source"
                >
                  {data.answer.source}
                </Badge>
              </Tooltip>
              <Tooltip label="round trip as this browser saw it">
                <Badge variant="light" color="gray" tt="none" data-testid="recall-latency">
                  {formatLatency(data.milliseconds)}
                </Badge>
              </Tooltip>
            </>
          )}
        </Group>
      }
    >
      {request === undefined ? (
        <Text className="quiet" size="sm">
          Pick a user above, or switch to a session and build a history by hand.
        </Text>
      ) : (
        <Loaded query={query} what="the recommendations" height={420}>
          {({ answer }) => (
            <ResultList
              request={request}
              items={answer.items}
              history={history}
              changes={changes}
              onAdd={onAdd}
            />
          )}
        </Loaded>
      )}
    </Panel>
  );
}

function AnswerHead({ answer }: { answer: RecallAnswer }) {
  const { explanation, bundleId, deltaSequence, requestId, source } = answer;
  return (
    <>
      {sources[source].note} <BundleLink id={bundleId} />
      {deltaSequence > 0 && `, delta ${deltaSequence}`}
      {explanation &&
        `; ${explanation.history.used} history items used (${explanation.history.stored} stored, ${explanation.history.live} since), index ${explanation.index}`}
      {explanation?.history.newest !== undefined &&
        `, newest ${formatAge(Date.now() - explanation.history.newest)} ago`}
      ; request{' '}
      <Link className="link mono" to="/answers/$requestId" params={{ requestId }}>
        {requestId.slice(0, 8)}
      </Link>
    </>
  );
}
