import { afterEach, expect, it, vi } from 'vitest';
import { orFail, StepError } from './steps.mjs';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

it('a failure is said on stderr, ends in exit 1, and is told in one line to who else has to know', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const told = vi.fn();
  await orFail(() => Promise.reject(new StepError('the build failed:\nline 2')), told);
  expect(said).toHaveBeenCalledWith('error: the build failed:\nline 2');
  expect(told).toHaveBeenCalledWith('the build failed');
  expect(process.exitCode).toBe(1);
});
