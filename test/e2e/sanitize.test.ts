// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Each sanitizer, by each compiler, finds one planted bug with its place, and nothing in the clean twin.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, type JsonCase, ktest, ktestProgram, repository, results, startProgram, suite } from './rig.js';

const head = [
  '#include <linux/delay.h>',
  '#include <linux/jiffies.h>',
  '#include <linux/kthread.h>',
  '#include <linux/slab.h>',
  '#include <linux/spinlock.h>',
  '#include <linux/string.h>',
  'static int n;',
  'static DEFINE_SPINLOCK(lock);',
  'static int adder(void *arg)',
  '{',
  '\tspinlock_t *lock = arg;',
  '\tfor (int i = 0; i < 1000; i++) {',
  '\t\tif (lock)',
  '\t\t\tspin_lock(lock);',
  '\t\tn++;',
  '\t\tif (lock)',
  '\t\t\tspin_unlock(lock);',
  '\t}',
  '\twhile (!kthread_should_stop())',
  '\t\tmsleep(1);',
  '\treturn 0;',
  '}',
  'static int awake;',
  'static int waker(void *arg)',
  '{',
  '\tmsleep(20);',
  '\tWRITE_ONCE(awake, 1);',
  '\twhile (!kthread_should_stop())',
  '\t\tmsleep(1);',
  '\treturn 0;',
  '}',
  'static void add_twice(void *lock)',
  '{',
  '\tstruct task_struct *a = kthread_run(adder, lock, "a"), *b = kthread_run(adder, lock, "b");',
  '\tmsleep(5);',
  '\tkthread_stop(a);',
  '\tkthread_stop(b);',
  '}',
  'static noinline int second(int *p) { if (p[1] > 3) { barrier(); return 7; } return 2; }',
  'static noinline void copy(char *p, volatile int *length) { memcpy(p, "0123456789abcdef", *length); }',
].join('\n');

const bugs = {
  race: '\tadd_twice(NULL);',
  copies: '\tvolatile int length = 12;\n\tchar *p = kmalloc(8, GFP_KERNEL);\n\tcopy(p, &length);\n\tkfree(p);',
  late: '\tchar *p = kmalloc(8, GFP_KERNEL);\n\tOPTIMIZER_HIDE_VAR(p);\n\tkfree(p);\n\tWRITE_ONCE(p[2], 1);',
  local: '\tvolatile int at = 9;\n\tchar buf[8];\n\tchar *p = buf;\n\tOPTIMIZER_HIDE_VAR(p);\n\tWRITE_ONCE(p[at], 1);',
  shift: '\tvolatile int by = 40;\n\tKUNIT_EXPECT_NE(test, 1 << by, 5);',
  index: '\tstatic int all[4];\n\tvolatile int at = 4;\n\tKUNIT_EXPECT_NE(test, all[at], 5);',
  unset: '\tint *p = kmalloc(8, GFP_KERNEL);\n\tp[0] = 1;\n\tKUNIT_EXPECT_GT(test, second(p), 0);\n\tkfree(p);',
};
const clean = {
  no_race: '\tadd_twice(&lock);\n\tKUNIT_EXPECT_EQ(test, n, 2000);',
  busy: '\tunsigned long end = jiffies + 5;\n\twhile (time_before(jiffies, end))\n\t\t;',
  wakes: [
    '\tstruct task_struct *a = kthread_run(waker, NULL, "a");',
    '\twhile (!READ_ONCE(awake))',
    '\t\t;',
    '\tkthread_stop(a);',
  ].join('\n'),
  kept: '\tstatic void *k;\n\tWRITE_ONCE(k, kmalloc(8, GFP_KERNEL));',
  no_bug: [
    '\tvolatile int length = 8, by = 4, at = 3;',
    '\tint all[4] = { 1, 2, 3, 4 };',
    '\tchar *p = kzalloc(8, GFP_KERNEL);',
    '\tKUNIT_EXPECT_EQ(test, second((int *)p), 2);',
    '\tcopy(p, &length);',
    '\tKUNIT_EXPECT_EQ(test, all[at], 1 << by >> 2);',
    '\tkfree(p);',
  ].join('\n'),
};

/** What a report of the planted bug says, and the functions of its backtrace. */
const told = {
  race: /^ThreadSanitizer: data-race on n: (read|write) of 4 bytes by task [ab] \(\d\), earlier write of 4 bytes by task [ab] \(\d\)$/,
  copies:
    'AddressSanitizer: heap-buffer-overflow: write of 12 bytes; first wrong byte: byte 8 of a kmalloc allocation of 8 bytes',
  late: 'AddressSanitizer: heap-use-after-free: write of 1 byte; first wrong byte: byte 2 of a freed kmalloc allocation of 8 bytes',
  local:
    'AddressSanitizer: stack-buffer-overflow: write of 1 byte; first wrong byte: byte 9 of the local variable buf of 8 bytes',
  shift: "UndefinedBehaviorSanitizer: Shift exponent 40 is too large for 32-bit type 'int'",
  index: /^UndefinedBehaviorSanitizer: Index 4 out of bounds for type 'int ?\[4\]'$/,
  unset: 'MemorySanitizer: use of an uninitialized value',
};

type Bug = keyof typeof bugs;

function sentence(result: JsonCase | undefined): string | undefined {
  return result?.crash?.sentence ?? result?.findings[0]?.text;
}

function places(result: JsonCase | undefined): string[] {
  const frames = result?.crash?.frames ?? result?.findings[0]?.traces[0]?.frames ?? [];
  return frames.filter(({ file }) => file?.endsWith('bad_test.c')).map((frame) => frame.function);
}

const table: [sanitizer: string, cc: string, finds: Bug[]][] = [
  ['thread', 'gcc', ['race']],
  ['thread', 'clang', ['race']],
  ['address', 'gcc', ['copies', 'late', 'local']],
  ['address', 'clang', ['copies', 'late', 'local']],
  ['undefined', 'gcc', ['shift', 'index']],
  ['undefined', 'clang', ['shift', 'index']],
  ['address,undefined', 'gcc', ['copies', 'late', 'local', 'shift', 'index']],
  ['address,undefined', 'clang', ['copies', 'late', 'local', 'shift', 'index']],
  ['memory', 'clang', ['unset']],
];

describe('a planted bug and its clean twin', { timeout: 300_000 }, () => {
  test.each(table)('--sanitize %s --cc %s', async (sanitizer, cc, finds) => {
    const cases = { ...Object.fromEntries(finds.map((name) => [name, bugs[name]])), ...clean };
    const root = folder({ 'bad_test.c': suite(cases, { head }) });
    const found = await results([root, '--sanitize', sanitizer, '--cc', cc]);
    for (const name of finds) {
      expect(sentence(found.cases[name]), name).toMatch(told[name]);
      const where = name === 'race' ? 'adder' : name === 'copies' ? 'copy' : name === 'unset' ? 'second' : name;
      expect(places(found.cases[name])[0], name).toBe(where);
      if (name === 'copies') expect(places(found.cases[name])).toEqual(['copy', 'copies']);
    }
    for (const name of Object.keys(clean)) expect(found.cases[name]?.verdict, name).toBe('passed');
    expect(found.status).toBe(1);
    if (sanitizer !== 'thread') return;
    // The command that is printed gives the same again.
    const { status, stdout } = await startProgram('sh', ['-c', found.cases['race']?.command ?? ''], {
      env: { PATH: `${path.dirname(ktestProgram)}:${process.env['PATH']}` },
    }).done;
    expect(status).toBe(1);
    expect(stdout).toContain('data-race on n');
  });
});

test.each(['gcc', 'clang'])('error pointers under AddressSanitizer of %s', { timeout: 300_000 }, async (cc) => {
  const pointers = [
    'struct large { int first; char bytes[204]; int last; };',
    'static struct large *volatile at;',
  ].join('\n');
  const cases = {
    first: '\tat = ERR_PTR(-ENOMEM);\n\tat->first = 1;',
    none: '\tat = kmalloc(0, GFP_KERNEL);\n\tat->last = 1;',
    null_pointer: '\tat = NULL;\n\tat->first = 1;',
  };
  const root = folder({ 'bad_test.c': suite(cases, { head: `${head}\n#include <linux/err.h>\n${pointers}` }) });
  const found = await results([root, '--sanitize', 'address', '--cc', cc]);
  expect(found.cases['first']?.crash?.sentence).toContain('an error pointer, probably: ERR_PTR(-ENOMEM) (');
  expect(found.cases['none']?.crash?.sentence).toContain('ZERO_SIZE_PTR');
  expect(found.cases['null_pointer']?.crash?.sentence).toMatch(/^NULL pointer dereference \(/);
});

test('what a case prints before a report does not push it out', { timeout: 300_000 }, async () => {
  const noisy = `\tfor (int i = 0; i < 300; i++)\n\t\tpr_info("line %d\\n", i);\n${bugs.late}`;
  const root = folder({ 'bad_test.c': suite({ noisy }, { head }) });
  const { stdout } = await ktest(['run', root, '--sanitize', 'address']);
  expect(stdout).toContain(told.late);
  expect(stdout).toMatch(/freed at\n.*#0 {2}noisy at .*bad_test.c:\d+/);
});

// All suites: test/long/conformance. These have several tasks, and what they share is the emulation's.
test('ThreadSanitizer has nothing to say of the emulation', { timeout: 300_000 }, async () => {
  const names = [
    'more_locks',
    'task',
    'waiting_more',
    'context',
    'rhashtable',
    'firmware',
    'pools',
    'splice',
    'workqueue',
  ];
  const files = names.map((name) => path.join(repository, `test/conformance/${name}_conformance_test.c`));
  const done = await ktest(['run', '--sanitize', 'thread', ...files]);
  expect(done.stdout).not.toMatch(/not ok|data-race/);
  expect(done.status).toBe(0);
});
