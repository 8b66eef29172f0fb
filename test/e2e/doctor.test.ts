// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, startProgram, suite } from './rig.js';

/** A $PATH with these programs alone. */
async function onlyPath(names: string[]): Promise<string> {
  const place = folder({}, 'bin');
  for (const name of ['env', 'node', ...names]) {
    const found = (await startProgram('which', [name]).done).stdout.trim();
    symlinkSync(found, path.join(place, name));
  }
  return place;
}

describe('ktest doctor', () => {
  test('on a machine that has what is needed', async () => {
    const done = await ktest(['doctor']);
    expect(done.stderr).toBe('');
    expect(done.status).toBe(0);
    expect(done.stdout).toMatch(/^ {3}ok ktest +\d+\.\d+\.\d+, Node\.js \d+/);
    for (const tool of ['gcc', 'ninja', 'nm', 'objcopy', 'addr2line', 'setpriv', 'cache'])
      expect(done.stdout).toMatch(new RegExp(`^ {3}ok ${tool} `, 'm'));
  });

  test('names what is lacking, and the command that installs it', async () => {
    const PATH = await onlyPath(['gcc', 'nm', 'objcopy', 'addr2line', 'setpriv']);
    const done = await ktest(['doctor'], { env: { PATH } });
    expect(done.stdout).toMatch(/^lacks ninja +\(builds, needed\)$/m);
    expect(done.stdout).toMatch(/^lacks flock +\(runs take turns, needed\)$/m);
    expect(done.stdout).toMatch(/^install what is lacking: sudo apt-get install .*\bninja-build\b.*\butil-linux\b/m);
    expect(done.status).toBe(5);
    const run = await ktest(['run'], { env: { PATH }, cwd: folder({ 'a_test.c': suite({ a: '' }) }) });
    expect(run.stderr).toMatch(/^ktest: .* is not installed: run `ktest doctor` for the command that installs it/);
    expect(run.status).toBe(5);
  });

  test('a cache that can not be written', async () => {
    const done = await ktest(['doctor'], { env: { KTEST_CACHE: '/proc/nowhere' } });
    expect(done.stdout).toMatch(/^lacks cache +cannot write \/proc\/nowhere/m);
    expect(done.status).toBe(5);
  });
});

test('junit is XML whatever a case prints, with the counts of its cases', async () => {
  const cwd = folder({
    'a_test.c': suite(
      {
        good: '\tKUNIT_EXPECT_EQ(test, 1, 1);',
        bad: '\tpr_info("]]> <&> \\"\\x01\\x1b[31m \\xff\\xc3\\xa4");\n\tKUNIT_FAIL(test, "<b>&amp;]]>");',
        left: '\tkunit_skip(test, "a < b");',
      },
      { head: '#include <linux/printk.h>' },
    ),
  });
  expect((await ktest(['run', '--reporter', 'junit=report.xml'], { cwd })).status).toBe(1);
  const program = `
import sys, xml.etree.ElementTree as tree
root = tree.parse('report.xml').getroot()
one = root.find('testsuite')
print(root.tag, [root.get(k) for k in ('tests', 'failures', 'skipped')], one.get('name'), one.get('file'))
for case in one: print(case.get('name'), [part.tag for part in case], (case.find('skipped') is not None and case.find('skipped').get('message')) or '')
print('<b>&amp;]]>' in one[1].find('failure').text)
`;
  const read = await startProgram('python3', ['-c', program], { cwd }).done;
  expect(read.stderr).toBe('');
  const [suites, good, bad, left, text] = read.stdout.trim().split('\n');
  expect(suites).toBe("testsuites ['3', '1', '1'] demo a_test.c");
  expect(good).toBe('good [] ');
  expect(bad).toMatch(/^bad \['failure'/);
  expect(left).toMatch(/^left \['skipped'\] a < b$/);
  expect(text).toBe('True');
});
