// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { readTextIfAny } from '../util/files.js';

/** A function that boot calls; where its file is not in a program, those that it would call may be. */
export interface BootHook {
  name: string;
  /** It is an initcall of this file: where that runs, it need not be called. */
  initcallOf?: string;
  /** It is called where this file is in a program, too: it makes that one's state. */
  makesStateOf?: string;
  inner: BootHook[];
}

/**
 * Functions that a booting kernel calls, in its order, read from the tree itself: start_kernel()
 * and what its start-up functions call in turn. A program calls those whose file is in it anyway.
 */
export function bootHooks(root: string): BootHook[] {
  const seen = new Set<string>();
  const hooksIn = (file: string, caller: string): BootHook[] =>
    callsIn(root, file, caller).flatMap((name) => {
      if (seen.has(name)) return [];
      seen.add(name);
      const nested = nestedIn[name];
      const inner = nested ? hooksIn(nested, name) : [];
      const makesStateOf = statesMadeBy[name];
      return neverCalled.has(name) ? inner : [{ name, ...(makesStateOf && { makesStateOf }), inner }];
    });
  return [
    ...hooksIn('arch/um/kernel/um_arch.c', 'setup_arch'),
    ...hooksIn('init/main.c', 'start_kernel'),
    // Of timekeeping_init(): the first of clock sources is registered before an initcall looks for the best.
    { name: 'clocksource_default_clock', makesStateOf: 'kernel/time/clocksource.c', inner: [] },
    // Of kernel_init_freeable(), whose other calls start what a program has not.
    { name: 'async_init', inner: [] },
    // Of page_alloc_init_late().
    { name: 'buffer_init', inner: [] },
    ...hooksIn('init/main.c', 'do_basic_setup'),
    // Of rest_init(): from here on, waiting for SRCU's readers waits.
    { name: 'rcu_scheduler_starting', inner: [] },
    // KUnit's own, which its initcall calls whether or not a suite has devices.
    { name: 'kunit_bus_init', inner: [] },
    { name: 'inet_init', initcallOf: 'net/ipv4/af_inet.c', inner: hooksIn('net/ipv4/af_inet.c', 'inet_init') },
  ];
}

/** Functions that mostly call others, which a program may need without them. */
const nestedIn: Record<string, string> = {
  sched_init: 'kernel/sched/core.c',
  driver_init: 'drivers/base/init.c',
  vfs_caches_init: 'fs/dcache.c',
  mnt_init: 'fs/namespace.c',
  uml_dtb_init: 'arch/um/kernel/dtb.c',
  tcp_init: 'net/ipv4/tcp.c',
  mptcp_init: 'net/mptcp/ctrl.c',
  mptcp_proto_init: 'net/mptcp/protocol.c',
};

const statesMadeBy: Record<string, string> = {
  init_IRQ: 'kernel/irq/manage.c',
  unflatten_device_tree: 'drivers/of/base.c',
};

/** What the runtime does, or what a machine has that a program has not. */
const neverCalled = new Set([
  'do_initcalls',
  'do_ctors',
  'arch_call_rest_init',
  'rest_init',
  'read_initrd',
  'paging_init',
  'os_check_bugs',
  'uml_dtb_init',
  'trap_init',
  'mm_core_init',
  'mm_init',
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
  const at = text.search(new RegExp(`^[^\\n;]*\\b${name}\\s*\\([^;{}()]*\\)\\s*\\n\\{`, 'm'));
  if (at < 0) return [];
  const body = text.slice(at, text.indexOf('\n}', at));
  // A call of its own, without arguments or with ignored ones, as a statement.
  return [...body.matchAll(/^\t(?:err = )?(\w+)\(\s*\);/gm)].map((match) => match[1] ?? '');
}

/** Sources whose state the initcall of another source makes. */
const preparedBy: readonly [RegExp, string][] = [
  [/^net\/ipv4\/(arp|devinet|fib_frontend|icmp|ip_output|raw|route|tcp_ipv4|udp)\.c$/, 'net/ipv4/af_inet.c'],
  // Its place in sysfs is below /sys/kernel.
  [/^fs\/configfs\/dir\.c$/, 'kernel/ksysfs.c'],
  [/^fs\/configfs\/dir\.c$/, 'fs/configfs/mount.c'],
];

/** The sources whose initcalls have run before anybody calls `sources`. */
export function preparersOf(sources: string[]): string[] {
  return preparedBy.flatMap(([prepared, by]) => (sources.some((source) => prepared.test(source)) ? [by] : []));
}

/** Whether a source is of the subsystem that a suite in `folder` tests. */
export function isOfSubsystem(source: string, folder: string): boolean {
  // lib, kernel, mm …: a top folder is no subsystem.
  return plain(folder) === plain(path.dirname(source)) && plain(folder).includes('/');
}

/** A folder without its folder of tests. */
function plain(folder: string): string {
  return folder.replace(/\/(tests?|kunit)$/, '');
}

/** Sources of the core that have work queues, caches or mounts of their own from initcalls, or choose nothing before. */
const madeByInitcalls = new Set([
  ...['fs/anon_inodes.c', 'fs/eventpoll.c', 'fs/pipe.c'],
  ...['kernel/time/clocksource.c', 'mm/backing-dev.c', 'mm/memory.c'],
]);

/**
 * Whether the initcalls of `source` run in a program of a suite in `folder`, when it is in it at
 * all. Those of the suite's own folder, of libraries, block devices and drivers' subsystems do; of
 * the network only for a suite of the network; of the core, whose state boot hooks or the runtime
 * make, those that alone make what their own source needs.
 */
export function runsAtBoot(source: string, folder: string): boolean {
  if (isOfSubsystem(source, folder)) return true;
  const [own, other] = [plain(folder), plain(path.dirname(source))];
  const isNetwork = /^(net|drivers\/net)(\/|$)/;
  if (isNetwork.test(other) || source === 'lib/kobject_uevent.c') return isNetwork.test(own);
  // KUnit's own starts what a boot hook has started.
  return madeByInitcalls.has(source) || /^(lib(?!\/kunit\/)|crypto|block|drivers|sound)\//.test(source);
}
