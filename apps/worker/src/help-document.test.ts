import { Writable } from 'node:stream';
import { CommanderError } from 'commander';
import { expect, it } from 'vitest';
import { openConsole } from './console.ts';
import { buildProgram } from './program.ts';

/** What goes to stdout with `--json` where these arguments ask for help; what people read is left out. */
async function asked(...args: string[]): Promise<string[]> {
  const written: string[] = [];
  const sink = (keep: boolean) =>
    new Writable({
      write(chunk, _encoding, done) {
        written.push(...(keep ? [String(chunk)] : []));
        done();
      },
    }) as unknown as NodeJS.WriteStream;
  const output = openConsole(true, sink(true), sink(false));
  const program = buildProgram(output).configureOutput({ writeOut: () => {} });
  program.commands.forEach((command) => {
    command.configureOutput({ writeOut: () => {} });
  });
  await expect(program.parseAsync(['node', 'twotower', ...args])).rejects.toBeInstanceOf(CommanderError);
  output.end();
  return written;
}

it.each([
  ['help', '--json'],
  ['--help', '--json'],
  ['--json', '--help'],
])('%s %s is one document with every command and its flags', async (...args) => {
  const written = await asked(...args);
  expect(written).toHaveLength(1);
  const { command, commands } = JSON.parse(written[0]);
  expect(command).toBe('twotower');
  expect(commands.map((one: { command: string }) => one.command)).toContain('train');
  const init = commands.find((one: { command: string }) => one.command === 'init');
  expect(init.options).toContainEqual({
    flags: '--from <file>',
    description: 'the log to look at',
    required: true,
  });
});

it.each([
  ['help', 'promote', '--json'],
  ['promote', '--help', '--json'],
])('%s %s %s is the document of the one command', async (...args) => {
  const [written] = await asked(...args);
  expect(JSON.parse(written)).toMatchObject({
    command: 'promote',
    arguments: [{ name: 'bundle', description: 'the bundle' }],
    commands: [],
  });
  expect(JSON.parse(written).options).toContainEqual(expect.objectContaining({ default: 'champion' }));
});
