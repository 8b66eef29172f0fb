// SPDX-License-Identifier: MIT OR GPL-2.0-only
// What kernels print when something is wrong with them, and what ktest makes of it.
import { describe, expect, test } from 'vitest';
import { kernelOutcome } from '../../src/backends/kernel-verdict.js';
import { summarizeCpus } from '../../src/vm/stuck.js';
import { causeOf, describeTrouble, type Trouble, TroubleReader, troubleIn } from '../../src/vm/trouble.js';

function troublesOf(text: string): Trouble[] {
  const reader = new TroubleReader();
  return text.split('\n').flatMap((line) => reader.line(line) ?? []);
}

function causeIn(text: string): string | undefined {
  const cause = causeOf(troublesOf(text));
  return cause && describeTrouble(cause);
}

test.each([
  ['Kernel panic - not syncing: on purpose', 'panic'],
  ['BUG: kernel NULL pointer dereference, address: 0000000000000000', 'oops'],
  ['BUG: unable to handle page fault for address: ffffc90000401000', 'oops'],
  ['BUG: TASK stack guard page was hit at 0000000012345678 (stack is 00000000abcdef01..0000000023456789)', 'oops'],
  ['Oops: general protection fault, maybe for address 0x0: 0000 [#1] PREEMPT SMP', 'oops'],
  ['general protection fault, probably for non-canonical address 0xdead000000000100: 0000 [#1] SMP', 'oops'],
  ['Oops: divide error: 0000 [#1] PREEMPT SMP NOPTI', 'oops'],
  ['kernel BUG at mm/slub.c:4512!', 'oops'],
  ['WARNING: CPU: 0 PID: 12 at lib/foo.c:12 foo+0x1/0x2', 'warning'],
  ['WARNING: CPU: 1 PID: 30 at 0xffffffff81000000', 'warning'],
  ['WARNING: !list_empty(head) at lib/foo.c:12, CPU#1: insmod/160', 'warning'],
  ['WARNING: possible circular locking dependency detected', 'lockdep'],
  ['WARNING: possible recursive locking detected', 'lockdep'],
  ['WARNING: possible irq lock inversion dependency detected', 'lockdep'],
  ['WARNING: SOFTIRQ-safe -> SOFTIRQ-unsafe lock order detected', 'lockdep'],
  ['WARNING: inconsistent lock state', 'lockdep'],
  ['WARNING: bad unlock balance detected!', 'lockdep'],
  ['WARNING: held lock freed!', 'lockdep'],
  ['WARNING: lock held when returning to user space!', 'lockdep'],
  ['WARNING: kworker/0:1/12 still has locks held!', 'lockdep'],
  ['[ BUG: Invalid wait context ]', 'lockdep'],
  ['INFO: trying to register non-static key.', 'lockdep'],
  ['BUG: MAX_LOCKDEP_ENTRIES too low!', 'lockdep'],
  ['WARNING: suspicious RCU usage', 'rcu'],
  ['rcu: INFO: rcu_preempt self-detected stall on CPU', 'hang'],
  ['rcu: INFO: rcu_sched detected stalls on CPUs/tasks:', 'hang'],
  ['rcu: INFO: rcu_preempt detected expedited stalls on CPUs/tasks: { 1-...! }', 'hang'],
  ['watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [insmod:160]', 'hang'],
  ['watchdog: Watchdog detected hard LOCKUP on cpu 2', 'hang'],
  ['BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 34s!', 'hang'],
  ['INFO: task insmod:160 blocked for more than 120 seconds.', 'hang'],
  ['BUG kmalloc-32 (Tainted: G           OE     ): Object corrupt', 'memory'],
  ['BUG foo_cache (Not tainted): Objects remaining in foo_cache on __kmem_cache_shutdown()', 'memory'],
  ['BUG: Bad page state in process insmod  pfn:01a2b', 'memory'],
  ['BUG: Bad rss-counter state mm:00000000abcdef01 type:MM_ANONPAGES val:1', 'memory'],
  ['pagealloc: memory corruption', 'memory'],
  ['BUG: KASAN: slab-out-of-bounds in fill+0x12/0x30 [foo]', 'sanitizer'],
  ['BUG: KCSAN: data-race in reader / writer', 'sanitizer'],
  ['BUG: KMSAN: uninit-value in check+0x1/0x2', 'sanitizer'],
  ['BUG: KFENCE: use-after-free read in look+0x1/0x2 [foo]', 'sanitizer'],
  ['UBSAN: shift-out-of-bounds in lib/foo.c:20:9', 'sanitizer'],
  ['list_add corruption. prev->next should be next (ff11), but was ff22. (prev=ff33).', 'corruption'],
  ['list_del corruption, ff11->next is LIST_POISON1 (dead000000000100)', 'corruption'],
  [
    "usercopy: Kernel memory exposure attempt detected from SLUB object 'kmalloc-32' (offset 0, size 64)!",
    'corruption',
  ],
  ['BUG: scheduling while atomic: insmod/161/0x00000002', 'context'],
  ['BUG: sleeping function called from invalid context at kernel/locking/mutex.c:585', 'context'],
  ['BUG: using smp_processor_id() in preemptible [00000000] code: insmod/160', 'context'],
  ['BUG: spinlock bad magic on CPU#0, insmod/160', 'bug'],
  ['kmemleak: 3 new suspected memory leaks (see /sys/kernel/debug/kmemleak)', 'leak'],
])('%s', (line, kind) => {
  expect(troubleIn(line)?.kind).toBe(kind);
});

test.each([
  'systemd[1]: Started the panic button.',
  'RETBleed: WARNING: Spectre v2 mitigation leaves CPU vulnerable to RETBleed attacks, data leaks possible!',
  'INFO: NMI handler (nmi_cpu_backtrace_handler) took too long to run: 40.335 msecs',
  'INFO: lockdep is turned off.',
  'Disabling lock debugging due to kernel taint',
  '#0: ffffffff8a3f2d28 (a){+.+.}-{4:4}, at: bad_init+0x1a/0x60 [bad]',
  'FIX kmalloc-32: Object at 0xff4836e17ffa4ca0 not freed',
])('no trouble: %s', (line) => {
  expect(troubleIn(line)).toBeUndefined();
});

describe('what the lines that follow add', () => {
  test('a WARN() with a message is one report', () => {
    expect(
      causeIn(`------------[ cut here ]------------
refcount_t: underflow; use-after-free.
WARNING: CPU: 0 PID: 174 at lib/refcount.c:28 refcount_warn_saturate+0xb8/0x110
Modules linked in: bad(OE+)
RIP: 0010:refcount_warn_saturate+0xb8/0x110
Call Trace:
 <TASK>
 ? __warn+0x81/0x130
 drop+0x1a/0x60 [bad]
---[ end trace 0000000000000000 ]---`),
    ).toBe(
      'the kernel warned: refcount_t: underflow; use-after-free. at lib/refcount.c:28, called from drop+0x1a/0x60 [bad]',
    );
  });

  test('a circular lock order has both locks and where', () => {
    const text = `======================================================
WARNING: possible circular locking dependency detected
6.12.117-ktest #1 Tainted: G           O
------------------------------------------------------
insmod/160 is trying to acquire lock:
ffffffffc0003060 (a){+.+.}-{4:4}, at: take_ba+0x1f/0x40 [bad]

but task is already holding lock:
ffffffffc0003000 (b){+.+.}-{4:4}, at: take_ba+0x13/0x40 [bad]

which lock already depends on the new lock.

the existing dependency chain (in reverse order) is:

-> #1 (b){+.+.}-{4:4}:
       __mutex_lock+0x8f/0xc30
       take_ab+0x1f/0x40 [bad]`;
    expect(troublesOf(text)).toHaveLength(1);
    expect(causeIn(text)).toBe(
      'the kernel reported: lockdep: possible circular locking dependency detected: a, taken while b is held in take_ba+0x1f/0x40 [bad]',
    );
  });

  test.each([
    [
      'BUG: KASAN: slab-out-of-bounds in fill+0x12/0x30 [foo]\nWrite of size 4 at addr ffff888001234560 by task insmod/160',
      'the kernel reported: KASAN: slab-out-of-bounds in fill+0x12/0x30 [foo]: Write of size 4',
    ],
    [
      "UBSAN: array-index-out-of-bounds in lib/foo.c:20:9\nindex 8 is out of range for type 'int [4]'",
      "the kernel reported: UBSAN: array-index-out-of-bounds: index 8 is out of range for type 'int [4]' at lib/foo.c:20",
    ],
    [
      'watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [insmod:160]\nModules linked in: bad(OE+)\nRIP: 0010:spin+0x5/0x10 [bad]',
      'the kernel reported: soft lockup - CPU#0 stuck for 26s! [insmod:160] in spin+0x5/0x10 [bad]',
    ],
    [
      'WARNING: suspicious RCU usage\n6.12.117-ktest #1 Not tainted\n-----------------------------\nlib/foo.c:33 suspicious rcu_dereference_check() usage!',
      'the kernel reported: RCU: suspicious RCU usage: suspicious rcu_dereference_check() usage! at lib/foo.c:33',
    ],
    [
      'BUG: kernel NULL pointer dereference, address: 0000000000000000\n#PF: supervisor write access in kernel mode\nOops: Oops: 0002 [#1] PREEMPT SMP NOPTI\nRIP: 0010:oops_here+0xc/0x20 [bad]',
      'the kernel oopsed: BUG: kernel NULL pointer dereference, address: 0000000000000000 in oops_here+0xc/0x20 [bad]',
    ],
  ])('%s', (text, sentence) => {
    expect(troublesOf(text)).toHaveLength(1);
    expect(causeIn(text)).toBe(sentence);
  });
});

describe('the first cause', () => {
  const warning = 'WARNING: CPU: 0 PID: 12 at lib/foo.c:12 foo+0x1/0x2';
  const oops = 'BUG: unable to handle page fault for address: ffffc90000401000\nOops: Oops: 0002 [#1] SMP';
  test.each([
    [`${oops}\nKernel panic - not syncing: Fatal exception`, 'the kernel oopsed: BUG: unable to handle page fault'],
    [`${oops}\nKernel panic - not syncing: Fatal exception in interrupt`, 'the kernel oopsed: BUG: unable'],
    [`${oops}\nKernel panic - not syncing: Attempted to kill init! exitcode=0x00000009`, 'the kernel oopsed: BUG'],
    [`${warning}\nKernel panic - not syncing: kernel: panic_on_warn set ...`, 'the kernel warned at lib/foo.c:12'],
    [
      'watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [a:1]\nKernel panic - not syncing: softlockup: hung tasks',
      'the kernel reported: soft lockup - CPU#0',
    ],
    [
      'INFO: task a:1 blocked for more than 120 seconds.\nKernel panic - not syncing: hung_task: blocked tasks',
      'the kernel reported: hung task: task a:1 blocked for more than 120 seconds',
    ],
    [
      'list_add corruption. next->prev should be prev (1), but was 2. (next=3).\n------------[ cut here ]------------\nkernel BUG at lib/list_debug.c:29!\nOops: invalid opcode: 0000 [#1] PREEMPT SMP\nKernel panic - not syncing: Fatal exception',
      'the kernel reported: list_add corruption. next->prev',
    ],
    [`${warning}\nKernel panic - not syncing: on purpose`, 'kernel panic: on purpose'],
    ['Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100', 'kernel panic: Attempted to kill init'],
    [`${warning}\n${oops}`, 'the kernel oopsed: BUG: unable'],
    [`${warning}\nWARNING: suspicious RCU usage`, 'the kernel warned'],
  ])('%s', (text, sentence) => {
    expect(causeIn(text)).toContain(sentence);
  });
});

describe('verdicts', () => {
  const passed = (lines: string[] = []) => ({ suite: 's', name: 'c', ok: true, lines, parameters: [] });
  const verdictOf = (text: string, lines: string[] = []) => {
    const { verdict, reason } = kernelOutcome({
      ...{ result: passed(lines), lines: [], troubles: troublesOf(text), durationMs: 1 },
    });
    return [verdict, reason];
  };
  const lockdep = 'WARNING: possible circular locking dependency detected';

  test('a passed case that made the kernel report something has failed', () => {
    expect(verdictOf(lockdep)).toEqual([
      'failed',
      'the kernel reported: lockdep: possible circular locking dependency detected',
    ]);
    expect(verdictOf('BUG kmalloc-32 (Not tainted): Right Redzone overwritten')[0]).toBe('failed');
    expect(verdictOf('kernel BUG at lib/foo.c:3!')[0]).toBe('crashed');
    expect(verdictOf('')[0]).toBe('passed');
  });

  test('unless the case expects it', () => {
    expect(verdictOf(lockdep, ['# c: expects a warning'])[0]).toBe('passed');
    expect(verdictOf('', ['# c: expects a warning'])[0]).toBe('failed');
  });
});

test('where the CPUs of a guest that hangs are, in a sentence', () => {
  const text = `sysrq: Show backtrace of all active CPUs
NMI backtrace for cpu 1
RIP: 0010:handle_softirqs+0x77/0x2c0
 __irq_exit_rcu+0x3b/0xc0
 spin_here+0x7/0x10 [bad] (bad.c:13)
NMI backtrace for cpu 0 skipped: idling at pv_native_safe_halt+0xf/0x20
sysrq: Show Blocked State
task:waiter          state:D stack:0     pid:160   tgid:160   ppid:1      flags:0x00004002
 __schedule+0x505/0xbf0
 waits_here+0x131/0xff0 [bad] (bad.c:27)`;
  expect(summarizeCpus(text.split('\n'))).toBe(
    'CPU 1 was in spin_here+0x7/0x10 [bad] (bad.c:13), CPU 0 was idle, waiter waited in waits_here+0x131/0xff0 [bad] (bad.c:27)',
  );
});
