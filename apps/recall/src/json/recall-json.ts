import type { RecallAnswer, RecallBatchAnswer, ScoredItem, SimilarAnswer } from '@twotower/api';
import { itemPieces } from './item-pieces.ts';
import { scoreText } from './score-text.ts';

/** A recall's answer as JSON, put together from what does not change between answers. */
export function recallJson(answer: RecallAnswer): string {
  const { requestId, bundleId, deltaSequence, source, items, comparison, explanation } = answer;
  const head = `{"requestId":${JSON.stringify(requestId)},"bundleId":${JSON.stringify(bundleId)}`;
  const explained = explanation === undefined ? '' : `,"explanation":${JSON.stringify(explanation)}`;
  const part = comparison === undefined ? '' : `,"comparison":${JSON.stringify(comparison)}`;
  return `${head},"deltaSequence":${deltaSequence},"source":"${source}","items":${itemsJson(items)}${part}${explained}}`;
}

export function recallBatchJson({ answers }: RecallBatchAnswer): string {
  return `{"answers":[${answers.map(recallJson).join(',')}]}`;
}

export function similarJson({ itemId, attributes, bundleId, items }: SimilarAnswer): string {
  const shown = attributes === undefined ? '' : `,"attributes":${JSON.stringify(attributes)}`;
  const head = `{"itemId":${JSON.stringify(itemId)}${shown},"bundleId":${JSON.stringify(bundleId)}`;
  return `${head},"items":${itemsJson(items)}}`;
}

function itemsJson(items: readonly ScoredItem[]): string {
  let text = '[';
  for (const item of items) {
    if (text.length > 1) text += ',';
    const { head, tail } = itemPieces(item);
    text += head + scoreText(item.score) + tail;
    if (item.explanation !== undefined) text += `,"explanation":${JSON.stringify(item.explanation)}`;
    text += '}';
  }
  return `${text}]`;
}
