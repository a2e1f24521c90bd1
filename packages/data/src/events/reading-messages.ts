import type { TextStretch } from '../tables/text-stretches.ts';
import type { TimeSettings } from './event-rows.ts';
import type { TextAnswer, TextPlan } from './text-reader.ts';

/** What a reading thread is told. */
export type ThreadMessage =
  | { readonly kind: 'begin'; readonly plan: TextPlan }
  | { readonly kind: 'forget' }
  | { readonly kind: 'read'; readonly stretch: TextStretch; readonly settings: TimeSettings };

/** What it answers to each `read`, in their order. */
export type ThreadAnswer =
  | { readonly kind: 'answer'; readonly answer: TextAnswer }
  | { readonly kind: 'failed'; readonly message: string; readonly isDataError: boolean };
