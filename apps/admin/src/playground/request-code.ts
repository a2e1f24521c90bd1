/** A recall request as a shell sends it. */
export function asCurl(request: object, origin: string): string {
  const body = JSON.stringify(request).replaceAll("'", String.raw`'\''`);
  return [
    `curl -s ${origin}/v1/recall \\`,
    `  -H 'content-type: application/json' -H "authorization: Bearer $KEY" \\`,
    `  -d '${body}'`,
  ].join('\n');
}

/** The same through the typed client. */
export function asTypeScript(request: object, origin: string): string {
  return [
    "import { createRecallClient } from '@twotower/client';",
    '',
    `const client = createRecallClient({ url: ${JSON.stringify(origin)}, key });`,
    `const answer = await client.recall(${JSON.stringify(request, undefined, 2)});`,
  ].join('\n');
}
