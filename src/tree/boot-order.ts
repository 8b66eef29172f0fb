// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { readTextIfAny } from '../util/files.js';

/**
 * Functions that a booting kernel calls, in its order, read from the tree itself: start_kernel()
 * and what its start-up functions call in turn. A program calls those whose file is in it anyway.
 */
export function bootHooks(root: string): string[] {
  const seen = new Set<string>();
  const hooks: string[] = [];
  const add = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    const nested = nestedIn[name];
    if (nested) for (const inner of callsIn(root, nested, name)) add(inner);
    else if (!neverCalled.has(name)) hooks.push(name);
  };
  for (const name of callsIn(root, 'init/main.c', 'start_kernel')) add(name);
  for (const name of callsIn(root, 'init/main.c', 'do_basic_setup')) add(name);
  // KUnit's own, which its initcall calls whether or not a suite has devices.
  return [...hooks, 'kunit_bus_init'];
}

/** Functions that only call others: theirs count. */
const nestedIn: Record<string, string> = {
  driver_init: 'drivers/base/init.c',
  vfs_caches_init: 'fs/dcache.c',
  mnt_init: 'fs/namespace.c',
};

/** What the runtime does, or what a machine has that a program has not. */
const neverCalled = new Set([
  'do_initcalls',
  'do_ctors',
  'arch_call_rest_init',
  'rest_init',
  'setup_arch',
  'trap_init',
  'mm_core_init',
  'mm_init',
  'sched_init',
  'init_IRQ',
  'time_init',
  'console_init',
  'local_irq_enable',
  'local_irq_disable',
  'panic',
  'printk',
  'parse_early_param',
  'parse_args',
  'setup_log_buf',
  'cpuset_init_smp',
  'usermodehelper_enable',
]);

function callsIn(root: string, file: string, name: string): string[] {
  const text = readTextIfAny(path.join(root, file)) ?? '';
  const at = text.search(new RegExp(`^[^\\n;]*\\b${name}\\s*\\([^;{]*\\)\\s*\\n\\{`, 'm'));
  if (at < 0) return [];
  const body = text.slice(at, text.indexOf('\n}', at));
  // A call of its own, without arguments or with ignored ones, as a statement.
  return [...body.matchAll(/^\t(?:err = )?(\w+)\(\s*\);/gm)].map((match) => match[1] ?? '');
}

/**
 * Whether the initcalls of `source` run in a program of a suite in `folder`, when it is in it at
 * all. Those of the suite's own folder do; of the core (whose state boot hooks or the runtime make)
 * no others; of the network only for a suite of the network; of drivers' subsystems all.
 */
export function runsAtBoot(source: string, folder: string): boolean {
  const plain = (name: string) => name.replace(/\/(tests?|kunit)$/, '');
  const [own, other] = [plain(folder), plain(path.dirname(source))];
  // lib, kernel, mm …: a top folder is no subsystem.
  if (own === other && own.includes('/')) return true;
  const isNetwork = /^(net|drivers\/net)(\/|$)/;
  if (isNetwork.test(other) || source === 'lib/kobject_uevent.c') return isNetwork.test(own);
  return /^(drivers(?!\/base)|sound)\//.test(`${other}/`);
}
