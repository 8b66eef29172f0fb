// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, processesWith, results, start, suite, until } from './rig.js';

/** Cases that do what no test should do: each ends alone, and its neighbours do not notice. */
describe('hostile cases', () => {
  const neighbours = { before: '\tKUNIT_EXPECT_EQ(test, 1, 1);', after: '\tKUNIT_EXPECT_EQ(test, 1, 1);' };

  async function one(body: string, head = '', args: string[] = []) {
    const root = folder({
      'bad_test.c': suite(
        { before: neighbours.before, bad: `\tKUNIT_EXPECT_EQ(test, 2, 2);\n${body}`, after: neighbours.after },
        { head },
      ),
    });
    // The program is in the folder, so that its processes, and those they leave, have the folder in their command line.
    const done = await results([root, '--build-dir', path.join(root, 'out'), ...args]);
    expect(done.cases['before']?.verdict).toBe('passed');
    expect(done.cases['after']?.verdict).toBe('passed');
    expect(processesWith(root)).toEqual([]);
    const bad = done.cases['bad'];
    if (!bad) throw new Error(`no verdict: ${done.stderr}`);
    return { ...done, bad, root };
  }

  test('exit(0) is no pass', async () => {
    const { bad, status } = await one('\texit(0);', '#include <stdlib.h>');
    expect(status).toBe(1);
    expect(bad.verdict).toBe('crashed');
    expect(bad.reason).toMatch(
      /^its process left with exit\(0\) before the case ended; the last expectation was at .*bad_test\.c:\d+$/,
    );
  });

  test('abort()', async () => {
    const { bad, status } = await one('\tabort();', '#include <stdlib.h>');
    expect(status).toBe(1);
    expect(bad.verdict).toBe('crashed');
    expect(bad.reason).toContain('SIGABRT');
    expect(bad.crash?.frames.map((frame) => frame.function)).toContain('bad');
  });

  test('a NULL pointer: signal, address, source line and the last expectation', async () => {
    const { bad } = await one('\t*(volatile int *)test->priv = 1;');
    expect(bad.verdict).toBe('crashed');
    expect(bad.reason).toMatch(/SIGSEGV.*0x0/);
    expect(bad.crash?.frames[0]).toMatchObject({ function: 'bad', line: 11 });
    expect(bad.last?.line).toBe(10);
  });

  test('a call through a NULL pointer', async () => {
    const { bad } = await one('\t((void (*volatile)(void))test->priv)();');
    expect(bad.verdict).toBe('crashed');
    expect(bad.crash?.frames.map((frame) => frame.function)).toContain('bad');
  });

  test('fork: processes that the case left are ended', async () => {
    const { bad, status } = await one(
      '\tif (fork() == 0) {\n\t\tsetsid();\n\t\tif (fork() == 0) for (;;) pause();\n\t\tfor (;;) pause();\n\t}',
      '#include <unistd.h>',
    );
    expect(bad.verdict).toBe('passed');
    expect(status).toBe(0);
  });

  test('closing all descriptors does not hide a failure', async () => {
    const body = '\tint fd;\n\tfor (fd = 0; fd < 4096; fd++)\n\t\tclose(fd);\n\tKUNIT_EXPECT_EQ(test, 1, 2);';
    const { bad, status } = await one(body, '#include <unistd.h>');
    expect(status).toBe(1);
    expect(bad.verdict).toBe('failed');
  });

  test('1 GB of output is cut off', async () => {
    const body =
      '\tstatic char line[65536];\n\tlong i;\n\tmemset(line, 97, sizeof(line));\n\tfor (i = 0; i < (1l << 30) / (long)sizeof(line); i++)\n\t\tif (write(1, line, sizeof(line)) < 0) break;';
    const { bad, status } = await one(body, '#include <unistd.h>\n#include <linux/string.h>');
    expect(status).toBe(1);
    expect(bad.verdict).toBe('failed');
    expect(bad.reason).toBe('it printed more than 1024 KiB and was ended');
  });

  test('recursion until the stack ends', async () => {
    const head =
      'static int deeper(volatile int *p, int n) { volatile char room[512]; room[0] = n; return n ? deeper((int *)room, n + 1) + room[0] + *p : 0; }';
    const { bad } = await one('\tint n = 0;\n\tKUNIT_EXPECT_EQ(test, deeper(&n, 1), 0);', head);
    expect(bad.verdict).toBe('crashed');
    expect(bad.reason).toMatch(/stack overflow/);
    expect(bad.crash?.frames.some((frame) => frame.function === 'deeper')).toBe(true);
  });

  test('spinning for ever', async () => {
    const { bad, status } = await one('\tfor (volatile int i = 0; ; i++);', '', ['--timeout', '0.5']);
    expect(status).toBe(1);
    expect(bad.verdict).toBe('timeout');
    expect(bad.reason).toBe('it did not end within 0.5 s');
    expect(bad.crash?.frames.map((frame) => frame.function)).toContain('bad');
  });

  test('a deadlock is named at once', async () => {
    const head = '#include <linux/mutex.h>\nstatic DEFINE_MUTEX(a);';
    const { bad, status } = await one('\tmutex_lock(&a);\n\tmutex_lock(&a);', head);
    expect(status).toBe(1);
    expect(bad.verdict).toBe('crashed');
    expect(bad.reason).toMatch(/deadlock|recursive|already holds/i);
  });

  test('a wait that nobody ends', async () => {
    const head = '#include <linux/completion.h>\nstatic DECLARE_COMPLETION(never);';
    const { bad } = await one('\twait_for_completion(&never);', head);
    expect(bad.verdict).toBe('crashed');
    expect(bad.crash?.kind).toBe('deadlock');
  });

  test('killing its process group', async () => {
    const { bad, status } = await one('\tkill(0, SIGKILL);', '#include <signal.h>');
    expect(status).toBe(1);
    expect(bad.verdict).toBe('crashed');
    expect(bad.reason).toMatch(/^killed by SIGKILL before the case ended/);
  });

  test('killing its start server', async () => {
    const { bad, status } = await one(
      '\tkill(getppid(), SIGKILL);\n\tfor (;;) pause();',
      '#include <signal.h>\n#include <unistd.h>',
    );
    expect(status).toBe(1);
    expect(bad.verdict).toBe('crashed');
    expect(bad.reason).toMatch(/its start server was killed by SIGKILL while the case ran/);
  });

  test('killing it again and again', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `kills_${i}`);
    const killers = Object.fromEntries(names.map((name) => [name, '\tkill(getppid(), SIGKILL);\n\tfor (;;) pause();']));
    const text = suite({ ...killers, last: '' }, { head: '#include <signal.h>\n#include <unistd.h>' });
    const root = folder({ 'bad_test.c': text });
    const { cases } = await results([root, '--build-dir', path.join(root, 'out')]);
    const found = Object.fromEntries(Object.values(cases).map((one) => [one.case, one.verdict]));
    expect(found).toEqual({ ...Object.fromEntries(names.map((name) => [name, 'crashed'])), last: 'passed' });
    expect(processesWith(root)).toEqual([]);
  });

  test('writing to every descriptor, the event channel among them', async () => {
    const body = '\tint fd;\n\tfor (fd = 3; fd < 2048; fd++)\n\t\tif (write(fd, "garbage\\n", 8) < 0) continue;';
    const { bad, status } = await one(body, '#include <unistd.h>');
    expect(status).toBe(1);
    expect(bad.reason).toMatch(/wrote \d+ bytes to ktest's event channel/);
  });

  test('an undefined symbol that nobody defines is unsupported, only where it is called', async () => {
    const { bad, status } = await one('\tfrobnicate_device(3);', 'extern void frobnicate_device(int n);');
    expect(status).toBe(1);
    expect(bad.verdict).toBe('unsupported');
    expect(bad.reason).toMatch(
      /^frobnicate_device is declared, but no file of the project defines it, nor does the emulated kernel \(called from .*bad_test\.c:11\)$/,
    );
  });

  test('undefined data is unsupported, too', async () => {
    const { bad } = await one('\tKUNIT_EXPECT_EQ(test, some_kernel_table[2], 3);', 'extern int some_kernel_table[8];');
    expect(bad.verdict).toBe('unsupported');
    expect(bad.reason).toContain('some_kernel_table is declared, but no file of the project defines it');
  });

  test('a leak, with the line that allocated', async () => {
    const { bad, status } = await one(
      '\tKUNIT_EXPECT_NOT_NULL(test, kmalloc(40, GFP_KERNEL));',
      '#include <linux/slab.h>',
    );
    expect(status).toBe(1);
    expect(bad.verdict).toBe('leaked');
    expect(bad.reason).toBe('leaked 40 bytes in 1 allocation');
    expect(bad.leaks[0]?.frames[0]).toMatchObject({ function: 'bad', line: 11 });
  });

  test('a double free', async () => {
    const { bad } = await one(
      '\tvoid *p = kmalloc(40, GFP_KERNEL);\n\tkfree(p);\n\tkfree(p);',
      '#include <linux/slab.h>',
    );
    expect(bad.verdict).toBe('crashed');
    expect(bad.reason).toMatch(/double free/i);
  });

  test('BUG() and WARN()', async () => {
    const bug = await one('\tBUG_ON(test->priv == NULL);', '#include <linux/bug.h>');
    expect(bug.bad.verdict).toBe('crashed');
    expect(bug.bad.reason).toMatch(/BUG.*bad_test\.c:11/);
    const warn = await one('\tWARN_ON(test->priv == NULL);', '#include <linux/bug.h>');
    expect(warn.bad.verdict).toBe('failed');
    expect(warn.bad.reason).toBe('a warning that the case does not expect');
    const expected = await one(
      '\tktest_expect_warning(test);\n\tWARN_ON(test->priv == NULL);',
      '#include <linux/bug.h>',
    );
    expect(expected.bad.verdict).toBe('passed');
  });

  test('kernel memory runs out as in a kernel: NULL, no dead machine', async () => {
    const body =
      '\tvoid *first = kmalloc(1 << 20, GFP_KERNEL), **last = first, *p;\n\tint n = 1;\n\twhile ((p = kmalloc(1 << 20, GFP_KERNEL))) {\n\t\t*last = p;\n\t\tlast = p;\n\t\tn++;\n\t}\n\t*last = NULL;\n\tKUNIT_EXPECT_LE(test, n, 1100);\n\twhile (first) {\n\t\tp = *(void **)first;\n\t\tkfree(first);\n\t\tfirst = p;\n\t}';
    const { bad, status } = await one(body, '#include <linux/slab.h>');
    expect(bad.reason ?? '').toBe('');
    expect(status).toBe(0);
  });

  test('Ctrl-C: what ran is reported, nothing is left, exit status 130', async () => {
    const root = folder({ 'interrupted_test.c': suite({ first: '', spin: '\tfor (volatile int i = 0; ; i++);' }) });
    await ktest(['list', root]);
    const child = start(['run', '--reporter', 'ktap', root]);
    // Only the case that spins uses processor time.
    await until('the case runs', () => processesWith('bin/interrupted_test --ktest-server').some(usesProcessor));
    child.kill('SIGINT');
    const done = await child.done;
    expect(done.status).toBe(130);
    expect(done.stdout).toContain('1..2');
    expect(processesWith('interrupted_test')).toEqual([]);
  });
});

/** Whether a process, as processesWith() tells it, has used a fifth of a second. */
function usesProcessor(line: string): boolean {
  const pid = line.split(' ', 1)[0];
  const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
  return Number(stat.slice(stat.lastIndexOf(')')).split(' ')[12]) > 20;
}
