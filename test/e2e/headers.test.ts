// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, repository, startProgram } from './rig.js';

const root = path.join(repository, 'kernel/include');
const headers = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.h') && !name.startsWith('sys/'))
  .sort();

const libc = [
  'assert',
  'errno',
  'fcntl',
  'limits',
  'pthread',
  'signal',
  'stdint',
  'stdio',
  'stdlib',
  'string',
  'sys/types',
  'time',
  'unistd',
];

describe.each(['gcc', 'clang'])('emulated headers with %s', (cc) => {
  async function compile(sources: Record<string, string>): Promise<string> {
    const cflags = (await ktest(['flags', '--cflags'])).stdout.trim();
    const place = folder(sources);
    const rules = `rule cc\n  command = ${cc} ${cflags.replaceAll('$', '$$')} -Wall -Wextra -Werror -fsyntax-only $in && touch $out\n`;
    const edges = Object.keys(sources).map((name) => `build ${name}.ok: cc ${name}\n`);
    writeFileSync(path.join(place, 'build.ninja'), rules + edges.join(''));
    const done = await startProgram('ninja', ['-C', place, '-k', '0', '-j', '2', '--quiet']).done;
    return done.stdout;
  }

  test('each compiles alone, without a warning', async () => {
    expect(headers.length).toBeGreaterThan(100);
    const sources = Object.fromEntries(headers.map((header, i) => [`h${i}.c`, `#include <${header}>\n`]));
    expect(await compile(sources)).toBe('');
  });

  test('each goes with libc headers, before and after them', async () => {
    const kernel = ['kernel', 'list', 'slab', 'string', 'printk', 'spinlock', 'fs', 'random', 'kthread']
      .map((name) => `#include <linux/${name}.h>\n`)
      .join('');
    const sources: Record<string, string> = {};
    for (const name of libc) {
      const file = name.replace('/', '_');
      sources[`${file}_first.c`] = `#include <${name}.h>\n${kernel}#include <kunit/test.h>\n`;
      sources[`${file}_last.c`] = `${kernel}#include <kunit/test.h>\n#include <${name}.h>\n`;
    }
    expect(await compile(sources)).toBe('');
  });
});
