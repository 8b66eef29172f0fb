// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { expect } from 'vitest';
import { linux, repository, results } from './rig.js';

/** The modules of test/kinds that need no option of the kernel's, and what each says when it is loaded and unloaded. */
export const kinds: Record<string, RegExp> = {
  kaddress: /^up: 127\.0\.0\.1\/8\nlo has 127\.0\.0\.1\n$/,
  kaead: /^crc of the sealed text [0-9a-f]{8}\n$/,
  kanon: /^$/,
  kbio: /^$/,
  kblock: /^kblock0: 128 sectors\n$/,
  kcdev: /^kcdev0 on Linux 6\.12\.\d+\n$/,
  kclock: /\nkclock: on\nclocksource: Switched to clocksource kclock\n(.*\n)*kclock: off\n/,
  kconfigfs: /^below of kconfigfs\n$/,
  kcong: /^$/,
  kconsole: /^console \[kcons0\] enabled\nconsole \[kcons0\] disabled\n$/,
  // Its algorithm is looked up by name: nothing refers to it.
  kcrypto: /^sha256: 0 ba7816bf\n$/,
  kdebug: /^level 7, limit 100\n$/,
  kfilter: /^0 packets\n$/,
  kfpu: /^id 10\n$/,
  kfs: /^magic 6b6673\n$/,
  kgpio: /^kgpio kgpio: 8 lines\n$/,
  khid: /^$/,
  kinput: /^input: kinput as .*\nkinput: key 1, x 100\n$/,
  // A line that was raised while it was disabled is handled when it is enabled; a tree's programs forget it.
  kirq: /^genirq: Flags mismatch irq 5\. .*\nnot shared: -16\nraised 1 times\nraised [12] times\n$/,
  kmisc: /minor \d+\n$/,
  kmulti: /^kmulti: 6 three words here\n$/,
  knet: /^knet0: mtu 1500\n$/,
  knetlink: /^family knetlink\n$/,
  knotify: /devices?\n$/,
  kplatform: /^kplatform kplatform: front: 4 channels\n$/,
  kpoll: /^$/,
  kpower: /0, 42 %\n$/,
  kproc: /^\/proc\/kproc is there\n$/,
  kserial: /kserial: ttyKS\n$/,
  // -ERESTARTSYS, by the signal that it allows.
  ksignal: /^-512, pending\nstopped: 0\n$/,
  ksim: /^set: 0, in an interrupt: 1\n$/,
  ksock: /^socket of family 2, type 2\n$/,
  kthread: /^sum 10\n$/,
  ktimer: /^3 ticks, 3 beats, tasklet ran\n$/,
  ktty: /^ttyK0: \d+:0\n$/,
  kudp: /^13 bytes from 127\.0\.0\.1: over loopback\n13 bytes from ::1: over loopback\n$/,
  kunix: /^16 bytes: to the other end\nAF_X25: -97\nNETLINK_GENERIC: 0\n$/,
  kusb: /kusb\n$/,
  kvideo: /^$/,
  kwifi: /channel 1\n$/,
  kwork: /^2 works ran\n$/,
  kwrap: /^$/,
};

/** They load and unload with no option: where the emulated headers do not reach, with the core of the tree that is found. */
export async function loadAndUnload(names: readonly string[], tree = linux, words: string[] = []): Promise<void> {
  const folders = names.map((name) => path.join(repository, 'test/kinds', name));
  const { all, status, stderr } = await results([...words, ...folders], { env: { KTEST_TREE: tree } });
  for (const name of names) {
    const said = all.filter((one) => one.suite === name);
    expect(
      said.map((one) => [one.case, one.verdict, one.reason]),
      `${name}: ${stderr}`,
    ).toEqual([
      ['init', 'passed', undefined],
      ['exit', 'passed', undefined],
    ]);
    expect(said[1]?.output, name).toMatch(kinds[name] ?? /^$/);
  }
  expect(all).toHaveLength(2 * names.length);
  expect(status).toBe(0);
}
