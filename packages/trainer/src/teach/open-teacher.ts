import type { Lessons } from './lessons.ts';
import { teachHere } from './one-thread.ts';
import type { Teacher } from './teacher.ts';
import { teachInThreads } from './threads/teach-in-threads.ts';

/** One worker teaches in this thread; the same seed then gives the same bytes. */
export function openTeacher(lessons: Lessons, workers: number): Promise<Teacher> {
  return workers === 1 ? teachHere(lessons) : teachInThreads(lessons, workers);
}
