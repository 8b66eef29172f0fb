// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { seconds, sideBySide } from './measure.mjs';

const everyday = ['kernel', 'slab', 'list', 'spinlock'].map((name) => `#include <linux/${name}.h>\n`).join('');
const emptyTest = `${everyday}#include <kunit/test.h>

static void empty(struct kunit *test)
{
}
static struct kunit_case cases[] = { KUNIT_CASE(empty), {} };
static struct kunit_suite suite = { .name = "empty", .test_cases = cases };
kunit_test_suite(suite);
`;

/**
 * Four everyday headers and an empty test, with the emulated headers and with a tree's; ktest.h header-only. The time is
 * the compiler's own, user's and system's: a machine that does other things as well disturbs it least.
 */
export function headers({ ktest, repository, work, linux, row, figure }) {
  const folder = path.join(work, 'headers');
  mkdirSync(folder, { recursive: true });
  const file = (name, text) => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const empty = file('empty_test.c', emptyTest);
  const drop = file('drop.c', '#include "ktest.h"\nint main(void) { return 0; }\n');
  const nothing = file('nothing.c', 'int main(void) { return 0; }\n');

  const object = path.join(folder, 'out.o');
  const cflags = execFileSync(ktest, ['flags', '--cflags'], { encoding: 'utf8' }).trim();
  const taken = sideBySide(
    {
      ours: () => cpuSeconds(`gcc ${cflags} -c ${empty} -o ${object}`),
      tree: () => cpuSeconds(compilationWithTree({ ktest, folder, empty, linux, work })),
      drop: () => cpuSeconds(`gcc -I ${repository}/kernel/include -c ${drop} -o ${object}`),
      nothing: () => cpuSeconds(`gcc -c ${nothing} -o ${object}`),
    },
    15,
  );
  const milliseconds = (value) => `${(value * 1000).toFixed(0)} ms`;
  row('four headers and an empty test (s of CPU)', taken.ours, taken.tree, '≤ 0.33', "the tree's headers");
  figure('the same', milliseconds(taken.ours), '≤ 120 ms');
  figure('ktest.h, header-only', milliseconds(taken.drop), '≤ 250 ms');
  figure('an empty main()', milliseconds(taken.nothing), '');
}

const commands = new Map();

/** How a run with a tree compiles the file, by the commands that the run leaves behind. */
function compilationWithTree({ ktest, folder, empty, linux, work }) {
  if (commands.size > 0) return commands.get(empty);
  const cache = path.join(work, 'tree-cache');
  seconds(`KTEST_CACHE=${cache} ${ktest} run --tree ${linux} ${empty} > /dev/null`);
  const lists = execFileSync('find', [cache, '-name', 'compile_commands.json'], { encoding: 'utf8' })
    .trim()
    .split('\n');
  const entry = lists.flatMap((list) => JSON.parse(readFileSync(list, 'utf8'))).find((one) => one.file === empty);
  if (!entry) throw new Error(`no command that compiles ${empty} below ${cache}`);
  const words = entry.arguments.map((word, i, all) => (all[i - 1] === '-o' ? path.join(folder, 'tree.o') : word));
  commands.set(
    empty,
    `cd ${entry.directory} && ${words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')}`,
  );
  return commands.get(empty);
}

/** User's and system's time of a command, in seconds. */
function cpuSeconds(command) {
  const script = `TIMEFORMAT='cpu %3U %3S'; time { ${command}; }`;
  const done = spawnSync('bash', ['-c', script], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const times = /cpu ([\d.]+) ([\d.]+)/.exec(done.stderr);
  if (done.status !== 0 || !times) throw new Error(`${command}\n${done.stderr.slice(-1000)}`);
  return Number(times[1]) + Number(times[2]);
}
