// Before the recall server is packed: the built admin UI goes into its folder, where the packed server looks for it.
import { cpSync, existsSync, rmSync } from 'node:fs';
import { inRoot } from '../process/paths.mjs';
import { orFail, StepError } from '../process/steps.mjs';

await orFail(async () => {
  const built = inRoot('apps/admin/dist');
  if (!existsSync(`${built}/index.html`))
    throw new StepError('the admin UI is not built; run: npm run build');
  const place = inRoot('apps/recall/admin');
  rmSync(place, { recursive: true, force: true });
  cpSync(built, place, { recursive: true });
});
