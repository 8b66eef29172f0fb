// SPDX-License-Identifier: MIT OR GPL-2.0-only
// A failure has the file and line of its cause, wherever the code is that it happened in.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folder, type JsonCase, ktest, linux, results, startProgram, suite } from './rig.js';

const head = [
  '#include <kunit/static_stub.h>',
  '#include <kunit/test-bug.h>',
  '#include <linux/delay.h>',
  '#include <linux/kthread.h>',
  '#include <linux/mutex.h>',
  '#include "inner.c"',
  'void in_another_file(void);',
  'static DEFINE_MUTEX(mutex);',
  'static int number(int n) { KUNIT_STATIC_STUB_REDIRECT(number, n); return n; }',
  'static int stub(int n) { kunit_fail_current_test("in a stub"); return n; }',
  'static int thread(void *test)',
  '{',
  '\tcurrent->kunit_test = test;',
  '\tkunit_fail_current_test("in a thread");',
  '\twhile (!kthread_should_stop())',
  '\t\tmsleep(1);',
  '\treturn 0;',
  '}',
].join('\n');
const cases = {
  stubbed: '\tkunit_activate_static_stub(test, number, stub);\n\tnumber(2);',
  threaded: '\tstruct task_struct *t = kthread_run(thread, test, "t");\n\tmsleep(2);\n\tkthread_stop(t);',
  other: '\tin_another_file();',
  included: '\tinner_crashes(test);',
  unlocked: '\tmutex_lock(&mutex);\n\tmutex_unlock(&mutex);\n\tmutex_unlock(&mutex);',
};
const files = {
  'inner.c': 'static noinline void inner_crashes(struct kunit *test) { *(volatile int *)test->priv = 1; }\n',
  'another.c': '#include <kunit/test-bug.h>\nvoid in_another_file(void) { kunit_fail_current_test("elsewhere"); }\n',
  'place_test.c': suite(cases, { head }),
};

function frames(result: JsonCase | undefined): string[] {
  const of = (list: { function: string; file?: string; line?: number }[] = []) =>
    list.map((frame) => `${frame.function} ${path.basename(frame.file ?? '')}`);
  return of(result?.crash?.frames);
}

test.each([['emulated headers', []], ...(linux ? [['a tree', ['--tree', linux]] as const] : [])] as const)(
  'failures and crashes: %s',
  { timeout: 300_000 },
  async (_, options) => {
    const { cases: found } = await results([folder(files), ...options]);
    expect(found['stubbed']?.failures[0]?.text).toMatch(/place_test\.c:11: in a stub$/);
    expect(found['threaded']?.failures[0]?.text).toMatch(/place_test\.c:15: in a thread$/);
    expect(found['other']?.failures[0]?.text).toMatch(/another\.c:2: elsewhere$/);
    expect(frames(found['included']).slice(0, 2)).toEqual(['inner_crashes inner.c', 'included place_test.c']);
    const before = found['unlocked']?.crash as unknown as { traces: { title: string; frames: { line: number }[] }[] };
    expect(before.traces[0]).toMatchObject({ title: 'released before at' });
    expect(JSON.stringify(before.traces)).toContain('place_test.c');
  },
);

test.each(['pretty', 'ktap', 'junit', 'json'])(
  'a program that dies before its first case says why: %s',
  async (reporter) => {
    const dies = 'static int __init dies(void) { BUG_ON(1); return 0; }\ncore_initcall(dies);';
    const root = folder({
      'dies_test.c': suite({ fine: '' }, { head: `#include <linux/bug.h>\n#include <linux/init.h>\n${dies}` }),
    });
    const { status, stdout } = await ktest(['run', root, '--reporter', reporter]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/was killed by SIGABRT before its first case \(kernel BUG at .*dies_test\.c:4!\): look at /);
    expect(stdout).toMatch(/dies\+0x/);
  },
);

test('a program that is started by hand prints how to look the lines up', async () => {
  const root = folder({
    'leak_test.c': suite({ leaks: '\tkmalloc(8, GFP_KERNEL);' }, { head: '#include <linux/slab.h>' }),
  });
  const out = path.join(root, 'out');
  await results([root, '--build-dir', out]);
  const { stdout } = await startProgram(path.join(out, 'bin/leak_test'), []).done;
  const words = /lines: (addr2line .*)$/m.exec(stdout)?.[1]?.split(' ') ?? [];
  expect(execFileSync(words[0] ?? '', words.slice(1), { encoding: 'utf8' })).toMatch(
    /^(?: \(inlined by\) )?leaks at .*leak_test\.c:5$/m,
  );
});
