// SPDX-License-Identifier: MIT OR GPL-2.0-only
// The conformance suites with a tree's headers, as a module of one's own: what differs from a kernel is known, and why.
import { expect, test } from 'vitest';
import { linux, repository, results } from '../e2e/rig.js';

const known: [pattern: RegExp, why: string][] = [
  [/^context-of-locks\.(what_spinlocks_count|attempts_at_rwlocks)$/, 'one CPU: attempts at its locks succeed'],
  [/^(locks\.readers_and_writers|waiting\.spinning_readers)$/, 'one CPU: attempts at its locks succeed'],
  [/^pools\.counters_in_parts$/, 'one CPU: a counter has no parts'],
  [/^rcu\.grace_periods_are_asked_for$/, 'one CPU: cond_synchronize_rcu() does nothing'],
  [/^task\.rcu_waits_for_readers$/, 'a reader that spins is not preempted'],
  [/^(structures-more\.cpus_in_masks|ordering\.cpus_that_stay)$/, 'masks of CPUs of User Mode Linux'],
  [/^(devices\.what_devices_carry|device-model\.(roots|a_child_is_where_its_parent_is))$/, 'no NUMA node'],
  [/^dma\.masks$/, 'this tree’s KUnit gives devices a mask; User Mode Linux has no zone of 24 bits'],
  [/^scatterlist\.entries$/, 'entries of User Mode Linux have no dma_length'],
  [/^cred\.names_of_the_system$/, 'the machine is um'],
  [/^ordering\.clocks_and_delays$/, 'get_cycles() of User Mode Linux is 0'],
  [/^values\.options_of_the_kernel$/, 'options that the configuration leaves out'],
  [
    /\.resources_(have_names|that_are_made|that_are_held)$|^dev-printk\.probe_errors/,
    'a real kernel looks for no leaks',
  ],
  [/^kunit-(more|forms)\.(devices_of_tests|a_device_with_a_driver)/, 'names of devices'],
  [/^printf(-pointers)?\./, 'pointers are not hashed; letters without their subsystem'],
  [/^(pages\.addresses_that_are_no_pages|memory-edges\.addresses_valid)$/, 'every address has a page'],
  [/^(life-edges\.times_over_the_end|memory\.virtual_memory_is_pages)$/, 'of the tree’s headers'],
  [/^(states-of-tasks\.names_of_states|bug\.nothing_to_warn_of)$/, 'of the tree’s headers'],
];

/** module: references are counted with CONFIG_MODULES. tracing: tracepoints are off. */
const notBuilt = ['module', 'tracing'].map((name) => `${name}_conformance_test.c`);

test('conformance suites with --tree', async () => {
  const { all, stderr } = await results(['--tree', linux, './test/conformance'], { cwd: repository });
  const broken = [...stderr.matchAll(/^ktest: \S*?(\w+\.c) does not compile/gm)].map((match) => match[1] ?? '');
  expect(broken.sort()).toEqual(notBuilt);
  const differing = all.filter(({ verdict }) => verdict !== 'passed' && verdict !== 'skipped');
  const names = differing.map((one) => `${one.suite.replace(/^conformance-/, '')}.${one.case}`);
  expect(names.filter((name) => !known.some(([pattern]) => pattern.test(name)))).toEqual([]);
  expect(all.length - differing.length).toBeGreaterThan(850);
});
