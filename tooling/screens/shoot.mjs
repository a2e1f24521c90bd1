// One screen of the admin UI as pictures: light and dark, wide and narrow.

const views = [
  { width: 1440, height: 900, scheme: 'light' },
  { width: 1440, height: 900, scheme: 'dark' },
  { width: 390, height: 844, scheme: 'light' },
  { width: 390, height: 844, scheme: 'dark' },
];

/**
 * @param {import('playwright-core').Browser} browser
 * @returns {Promise<{ view: (typeof views)[number], png: Buffer }[]>}
 */
export async function shoot(browser, url, { path, open }) {
  const shots = [];
  for (const view of views) {
    const context = await browser.newContext({
      viewport: { width: view.width, height: view.height },
      colorScheme: view.scheme,
    });
    const page = await context.newPage();
    await page.goto(`${url}/#${path}`);
    await page.locator('h1').first().waitFor();
    await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
    if (open !== undefined) {
      await page.getByTestId(open).first().click();
    }
    shots.push({ view, png: await page.screenshot() });
    await context.close();
  }
  return shots;
}

/** The pictures of one screen beside each other, small, as WebP. */
export async function sheet(browser, shots) {
  const page = await browser.newPage();
  const sources = shots.map(({ png }) => `data:image/png;base64,${png.toString('base64')}`);
  const data = await page.evaluate(async (images) => {
    const height = 450;
    const gap = 6;
    const drawn = await Promise.all(
      images.map((source) => {
        const image = new Image();
        image.src = source;
        return image.decode().then(() => image);
      }),
    );
    const widths = drawn.map((image) => Math.round((image.width / image.height) * height));
    const canvas = document.createElement('canvas');
    canvas.width = widths.reduce((sum, width) => sum + width + gap, -gap);
    canvas.height = height;
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    let left = 0;
    for (const [i, image] of drawn.entries()) {
      context.drawImage(image, left, 0, widths[i], height);
      left += widths[i] + gap;
    }
    return canvas.toDataURL('image/webp', 0.82);
  }, sources);
  await page.close();
  return Buffer.from(data.slice(data.indexOf(',') + 1), 'base64');
}
