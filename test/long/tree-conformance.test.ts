// SPDX-License-Identifier: MIT OR GPL-2.0-only
// The conformance suites with a tree's headers, as a module of one's own: what differs from a kernel is known, and why.
import { expect, test } from 'vitest';
import { linux, repository, results } from '../e2e/rig.js';

const known: [pattern: RegExp, why: string][] = [
  [/^context-of-locks\.(what_spinlocks_count|attempts_at_rwlocks)$/, 'one CPU: attempts at its locks succeed'],
  [/^(locks\.readers_and_writers|waiting\.spinning_readers)$/, 'one CPU: attempts at its locks succeed'],
  [/^task\.rcu_waits_for_readers$/, 'a reader that spins is not preempted'],
  [/^(structures-more\.cpus_in_masks|ordering\.cpus_that_stay)$/, 'masks of CPUs of User Mode Linux'],
  [/^device(s|-model)\./, 'no NUMA node; parameters of other types than the program has'],
  [/^(user-access|user-more)\.|^kunit-forms\.memory_of_a_user$|^escapes\.quotable_copies$/, 'no mm_alloc()'],
  [/\.(nested_sleeping_locks|locks_inside_of_others)$/, 'no io_schedule_prepare()'],
  [/^rcu\.grace_periods_are_asked_for$/, 'no get_state_synchronize_rcu()'],
  [/^(arithmetic\.cycles_go_on|ordering\.clocks_and_delays|time\.ktime_sums)$/, 'parts of timekeeping'],
  [/^(rtc\.|values\.(times_that_go_round|options_of_the_kernel)$)/, 'options that the configuration leaves out'],
  [
    /\.resources_(have_names|that_are_made|that_are_held)$|^dev-printk\.probe_errors/,
    'a real kernel looks for no leaks',
  ],
  [/^kunit-(more|forms)\.(devices_of_tests|a_device_with_a_driver)/, 'names of devices'],
  [/^printf(-pointers)?\./, 'pointers are not hashed; letters without their subsystem'],
  [/^(threads|ordering)\.names_and_numbers/, 'no name spaces of processes'],
  [
    /^(life-edges\.times_over_the_end|memory(-edges)?\.(addresses_valid|virtual_memory_is_pages))$/,
    'of the tree’s headers',
  ],
  [/^(states-of-tasks\.names_of_states|bug\.nothing_to_warn_of)$/, 'of the tree’s headers'],
];

/** Their sources need options or headers that this configuration has not. */
const notBuilt = ['module', 'pages', 'pools', 'printf_pointers', 'random', 'scatterlist', 'tracing'].map(
  (name) => `${name}_conformance_test.c`,
);

test('conformance suites with --tree', { timeout: 3_600_000 }, async () => {
  const { all, stderr } = await results(['--tree', linux, './test/conformance'], { cwd: repository });
  const broken = [...stderr.matchAll(/^ktest: \S*?(\w+\.c) does not compile/gm)].map((match) => match[1] ?? '');
  expect(broken.sort()).toEqual(notBuilt);
  const differing = all.filter(({ verdict }) => verdict !== 'passed' && verdict !== 'skipped');
  const names = differing.map((one) => `${one.suite.replace(/^conformance-/, '')}.${one.case}`);
  expect(names.filter((name) => !known.some(([pattern]) => pattern.test(name)))).toEqual([]);
  expect(all.length - differing.length).toBeGreaterThan(550);
});
