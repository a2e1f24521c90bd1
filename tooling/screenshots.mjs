// The root script `screenshots [--url URL] [--out FOLDER] [--png FOLDER]`: every screen of the admin UI, light and dark, 1440 and
// 390 wide, a sheet a screen. Without a URL the demo of `npm start` is served and asked for that.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { startServer } from './demo/server.mjs';
import { demo } from './demo/settings.mjs';
import { inRoot } from './process/paths.mjs';
import { orFail, StepError } from './process/steps.mjs';
import { screensOf } from './screens/screens.mjs';
import { sheet, shoot } from './screens/shoot.mjs';
import { compareWithItself, makeTraffic } from './screens/traffic.mjs';

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);

await orFail(async () => {
  const { values } = parseArgs({
    options: { url: { type: 'string' }, out: { type: 'string' }, png: { type: 'string' } },
  });
  if (browserPath === undefined) throw new StepError('there is no Chromium here; install chromium');
  if (values.url === undefined && !existsSync(demo.store)) {
    throw new StepError('there is no demo yet: run "npm start -- --once" first, or give --url');
  }
  const server = values.url === undefined ? await startServer(7741) : undefined;
  const url = values.url ?? server.url;
  const out = values.out ?? inRoot('docs/screens');
  for (const folder of [out, values.png]) if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
  try {
    const endComparison = await compareWithItself(url);
    const screens = await screensOf(url, await makeTraffic(url));
    for (const screen of screens) {
      const shots = await shoot(browser, url, screen);
      writeFileSync(join(out, `${screen.name}.webp`), await sheet(browser, shots));
      if (values.png === undefined) continue;
      for (const { view, png } of shots) {
        writeFileSync(join(values.png, `${screen.name}-${view.width}-${view.scheme}.png`), png);
      }
    }
    await endComparison();
    console.log(`${screens.length} screens in ${out}`);
  } finally {
    await browser.close();
    await server?.stop();
  }
});
