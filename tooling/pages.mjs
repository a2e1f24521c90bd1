// The root script `pages`: writes the pages of docs/ that are made from the source.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { configSchema } from '@twotower/schema';
import { pages } from './docs/pages.mjs';
import { inRoot } from './process/paths.mjs';
import { orFail } from './process/steps.mjs';
import { build } from './workspace/build.mjs';

await orFail(async () => {
  await build();
  const { environmentSchema: recall } = await settingsOf('recall');
  const { settingsSchema: worker } = await settingsOf('worker');
  for (const [path, text] of Object.entries(pages({ config: configSchema, recall, worker }))) {
    writeFileSync(inRoot(path), text);
    console.log(path);
  }
});

function settingsOf(app) {
  return import(pathToFileURL(inRoot(`apps/${app}/dist/settings.js`)).href);
}
