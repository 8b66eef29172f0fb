// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { folder, ktest, suite } from './rig.js';
import { screenLines, Terminal } from './terminal.js';

const slow = (name: string) =>
  suite(
    { first: '\tusleep(150000);', second: '\tusleep(150000);\n\tpr_info("said");' },
    { name, head: '#include <unistd.h>\n#include <linux/printk.h>' },
  );
const files = { 'a_test.c': slow('a'), 'b_test.c': slow('b'), 'c_test.c': slow('c') };
const ansi = '\u001b';

async function inTerminal(command: string, options: { columns?: number; env?: Record<string, string> } = {}) {
  const terminal = new Terminal(command, { cwd: folder(files), ...options });
  const output = await terminal.end();
  return { output, status: await terminal.status, lines: screenLines(output) };
}

describe('progress in a terminal', () => {
  test.each([20, 80])('%d columns: no line of it stays, none is wrapped, no total grows', async (columns) => {
    const { output, lines, status } = await inTerminal('$K run -v --jobs 2', { columns });
    expect(status).toBe(0);
    // What is taken away again was progress.
    const shown = [...output.matchAll(new RegExp(`\r${ansi}\\[K([^\r\n]+)(?=\r(?!\n))`, 'g'))].map(
      (match) => match[1] ?? '',
    );
    expect(shown.some((text) => text.startsWith('running'))).toBe(true);
    expect(shown.filter((text) => text.length >= columns)).toEqual([]);
    const screen = stripVTControlCharacters(lines.join('\n'));
    expect(screen).not.toMatch(/running|compile|link/);
    expect(screen.match(/✓ (first|second) /g)).toHaveLength(6);
    const totals = shown.flatMap((text) => /^\[\d+\/(\d+)\] running/.exec(text)?.[1] ?? []);
    expect(new Set(totals).size).toBeLessThanOrEqual(1);
  });

  test('a sentence at the end is a line of its own', async () => {
    const { lines, status } = await inTerminal('$K run --cc /bin/false');
    expect(status).toBe(5);
    expect(lines.filter((line) => line.includes('ktest:'))).toEqual([
      'ktest: /bin/false is neither gcc nor clang: name one with --cc',
    ]);
  });

  test('TERM=dumb: no escape sequence, no carriage return within a line', async () => {
    const { output, status } = await inTerminal('$K run -v', { env: { TERM: 'dumb' } });
    expect(status).toBe(0);
    expect(output).toContain('6 passed');
    expect(output.replaceAll('\r\n', '\n')).not.toMatch(new RegExp(`[${ansi}\r]`));
  });

  test('LANG=C: ASCII', async () => {
    const { output } = await inTerminal('$K run -v --color never; $K run --help', { env: { LC_ALL: 'C' } });
    expect(output).toContain('  + first ');
    expect([...output].filter((character) => character > '\u007f')).toEqual([]);
  });
});

test('without a terminal: a line now and then', async () => {
  const done = await ktest(['run'], { cwd: folder(files), env: { KTEST_PROGRESS: '0.1' } });
  expect(done.stderr).toMatch(/^(ktest: (\[\d+\/\d+\] (compile|link|running).*|running program .*|building .*)\n)+$/);
  expect((await ktest(['run'], { cwd: folder(files) })).stderr).toBe('');
});

describe('help is as wide as the terminal', () => {
  test.each([40, 80, 100])('%d columns', async (columns) => {
    const { output } = await inTerminal('$K --help; $K vm --help; $K run --help; $K vm run --help', { columns });
    const lines = output.split(/\r?\n/);
    // Examples are there to be copied: they are not wrapped. Nor are names of options.
    const long = lines.filter((line) => line.length > columns && !/^ {2}(ktest |-)/.test(line));
    expect(long).toEqual([]);
    expect(Math.max(...lines.map((line) => line.length))).toBeGreaterThan(columns - 12);
  });
});
