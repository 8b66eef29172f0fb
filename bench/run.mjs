#!/usr/bin/env node
// SPDX-License-Identifier: MIT OR GPL-2.0-only
//
// ktest beside its peers, in one run: prints a table of medians and ratios.
// usage: bench/run.mjs [list-test] [thousand] [headers] [rates] [schedules] [structures] [structures-tree] [tree] [vm] [uml]
// (BENCH_FILES and BENCH_CASES: other sizes of the second)
// Needs what scripts/system-deps installs; the first list-test run builds a
// User Mode Linux kernel with kunit.py (minutes).
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { headers } from './headers.mjs';
import { peakMebibytes, seconds, sideBySide } from './measure.mjs';
import { rates } from './rates.mjs';
import { schedules } from './schedules.mjs';
import { structures } from './structures.mjs';

const repository = path.resolve(import.meta.dirname, '..');
const ktest = path.join(repository, 'bin', 'ktest');
const work = path.join(os.homedir(), '.cache', 'ktest-bench');
const wanted = process.argv.slice(2);
const rows = [];

if (wanted.length === 0 || wanted.includes('list-test')) listTest();
if (wanted.length === 0 || wanted.includes('thousand')) thousand();
if (wanted.length === 0 || wanted.includes('headers'))
  headers({ ktest, repository, work, linux: linuxSource(), row, figure });
if (wanted.length === 0 || wanted.includes('rates')) rates({ ktest, work, rows });
if (wanted.length === 0 || wanted.includes('schedules')) schedules({ ktest, rows });
for (const name of ['structures', 'structures-tree'])
  if (wanted.includes(name) || (wanted.length === 0 && name === 'structures-tree'))
    structures({ ktest, work, linux: linuxSource(), rows, withTree: name === 'structures-tree' });
if (wanted.length === 0 || wanted.includes('tree')) tree();
if (wanted.length === 0 || wanted.includes('vm')) vm();
if (wanted.length === 0 || wanted.includes('uml')) uml();

const version = execFileSync('gcc', ['--version'], { encoding: 'utf8' }).split('\n')[0];
console.log(`\n${os.availableParallelism()} CPUs, Node.js ${process.versions.node}, ${version}\n`);
console.log('| what | ktest | peer | ratio | target |\n|---|---|---|---|---|');
for (const row of rows) console.log(`| ${row.join(' | ')} |`);

/** The unpacked Linux 6.12. */
function linuxSource() {
  return execFileSync(path.join(repository, 'scripts', 'linux-source'), { encoding: 'utf8' }).trim();
}

/** kunit.py of a tree with options that are built in (KUNIT is one): what runs it once, and its configuration. */
function kunitPy(linux, name, options) {
  const build = path.join(work, name);
  const kunitconfig = path.join(work, `${name}.kunitconfig`);
  mkdirSync(work, { recursive: true });
  writeFileSync(kunitconfig, ['KUNIT', ...options].map((option) => `CONFIG_${option}=y\n`).join(''));
  const run = () =>
    seconds(`tools/testing/kunit/kunit.py run --jobs 2 --build_dir ${build} --kunitconfig ${kunitconfig}`, {
      cwd: linux,
    });
  return { build, kunitconfig, run };
}

/** As after an edit: the file is newer than all that was made of it. */
function touching(file) {
  return (run) => () => {
    const now = new Date();
    utimesSync(file, now, now);
    return run();
  };
}

/** lib/list-test.c of Linux 6.12: kunit.py (User Mode Linux), and gcc by hand. */
function listTest() {
  const linux = linuxSource();
  const file = path.join(linux, 'lib', 'list-test.c');
  const { run: kunit } = kunitPy(linux, 'uml', ['LIST_KUNIT_TEST']);
  const ours = () => seconds(`${ktest} run ${file} --reporter ktap`);
  console.error('kunit.py builds its kernel …');
  console.error(`  ${kunit().toFixed(1)} s`);
  ours();

  const same = sideBySide({ ours, kunit }, 5);
  row('list-test, nothing changed (s)', same.ours, same.kunit, '≤ 0.25 s and ≤ 1/15', 'kunit.py');

  const touched = touching(file);
  const edited = sideBySide({ ours: touched(ours), kunit: touched(kunit) }, 3);
  row('list-test, after an edit (s)', edited.ours, edited.kunit, '≤ 1/10', 'kunit.py');

  // The same two compilations and link that ktest does, typed by hand; only the edited file is compiled.
  const cflags = execFileSync(ktest, ['flags', '--cflags'], { encoding: 'utf8' }).trim();
  const libs = execFileSync(ktest, ['flags', '--libs'], { encoding: 'utf8' }).trim();
  const klist = path.join(linux, 'lib', 'klist.c');
  const names = (name) => `-DKBUILD_MODNAME='"${name}"' -DKBUILD_BASENAME='"${name}"' -DKBUILD_MODFILE='"${name}"'`;
  seconds(`gcc ${cflags} ${names('klist')} -c ${klist} -o ${work}/klist.o`);
  const byHand = () =>
    seconds(
      `gcc ${cflags} ${names('list_test')} -c ${file} -o ${work}/list-test.o && ` +
        `gcc ${work}/list-test.o ${work}/klist.o ${libs} -o ${work}/list-test && ${work}/list-test > /dev/null`,
    );
  const hand = sideBySide({ ours: touched(ours), byHand: touched(byHand) }, 7);
  row('list-test, after an edit (s)', hand.ours, hand.byHand, '≤ 1.5', 'gcc -c, link, run by hand');
}

/** lib/list-test.c of Linux 6.12 with the tree's own headers: kunit.py, from nothing, after an edit, unchanged. */
function tree() {
  const linux = linuxSource();
  const cache = path.join(work, 'tree-cache');
  const { build, run: kunit } = kunitPy(linux, 'uml-fresh', ['LIST_KUNIT_TEST']);
  const ours = () =>
    seconds(`KTEST_CACHE=${cache} ${ktest} run --tree ${linux} lib/list-test.c --reporter ktap > /dev/null`);
  // Once each: a fresh kernel takes minutes.
  seconds(`rm -rf ${build} ${cache}`);
  console.error('both from nothing …');
  row('tree, list-test, empty cache (s)', ours(), kunit(), '≤ 1/8', 'kunit.py, fresh build');
  const file = path.join(linux, 'lib', 'list-test.c');
  const touched = touching(file);
  const edited = sideBySide({ ours: touched(ours), kunit: touched(kunit) }, 3);
  row('tree, list-test, after an edit (s)', edited.ours, edited.kunit, '≤ 1/6', 'kunit.py');
  const same = sideBySide({ ours, kunit }, 5);
  row('tree, list-test, nothing changed (s)', same.ours, same.kunit, '≤ 1/12', 'kunit.py');
}

/** Boot to verdict of Debian's cloud kernels: the bare QEMU command with an initramfs that switches off at once. */
function vm() {
  const root = path.join(work, 'initramfs');
  mkdirSync(path.join(root, 'bin'), { recursive: true });
  writeFileSync(path.join(root, 'init'), '#!/bin/busybox sh\n/bin/busybox poweroff -f\n', { mode: 0o755 });
  seconds(
    `cp /bin/busybox ${root}/bin && cd ${root} && find . | cpio -o -H newc -R 0:0 --quiet > ${work}/initramfs.cpio`,
  );
  for (const kernel of ['debian:6.1', 'debian:6.12']) {
    const ours = () => seconds(`${ktest} vm run --kernel ${kernel} -- true 2> /dev/null`);
    const print = `${ktest} vm run --kernel ${kernel} --print`;
    const command = execFileSync('sh', ['-c', print], { encoding: 'utf8' }).trim();
    // The same machine; its console goes to a file, and there is no agent.
    const bare = command
      .replace(/-chardev .*$/, `-serial file:${work}/console.log`)
      .replace('INITRAMFS', `${work}/initramfs.cpio`);
    const taken = sideBySide({ ours, bare: () => seconds(bare) }, 5);
    row(`${kernel}, boot to verdict (s)`, taken.ours, taken.bare, '≤ 1.3', 'bare QEMU');
  }
}

/** list, sort and hashtable in User Mode Linux: kunit.py, from nothing and unchanged. */
function uml() {
  const linux = linuxSource();
  const cache = path.join(work, 'uml-cache');
  const options = ['LIST_KUNIT_TEST', 'TEST_SORT', 'HASHTABLE_KUNIT_TEST'];
  const { build, kunitconfig, run: kunit } = kunitPy(linux, 'uml-three', options);
  const ours = () =>
    seconds(
      `KTEST_CACHE=${cache} ${ktest} run --backend uml --tree ${linux} --kunitconfig ${kunitconfig} ` +
        'lib/list-test.c lib/test_sort.c lib/hashtable_test.c > /dev/null',
    );
  seconds(`rm -rf ${build} ${cache}`);
  row('uml, from nothing (s)', ours(), kunit(), '≤ 1.1', 'kunit.py');
  const same = sideBySide({ ours, kunit }, 3);
  row('uml, nothing changed (s)', same.ours, same.kunit, '≤ 1.1', 'kunit.py');
  const file = path.join(linux, 'lib', 'list-test.c');
  const touched = touching(file);
  const edited = sideBySide({ ours: touched(ours), kunit: touched(kunit) }, 3);
  row('uml, after an edit (s)', edited.ours, edited.kunit, '≤ 1.1', 'kunit.py');
}

/** 1,000 generated test files with 10 cases each: ninja, then each program bare. */
function thousand() {
  const files = Number(process.env['BENCH_FILES'] ?? 1000);
  const cases = Number(process.env['BENCH_CASES'] ?? 10);
  const root = path.join(work, 'thousand');
  mkdirSync(root, { recursive: true });
  for (let i = 0; i < files; i++) writeFileSync(path.join(root, `gen${i}_test.c`), generated(i, cases));
  writeFileSync(path.join(root, 'ktest.config.json'), '{}');

  const out = path.join(work, 'thousand-ktest');
  const hand = path.join(work, 'thousand-bare');
  const cflags = execFileSync(ktest, ['flags', '--cflags'], { encoding: 'utf8' }).trim();
  const libs = execFileSync(ktest, ['flags', '--libs'], { encoding: 'utf8' }).trim();
  mkdirSync(hand, { recursive: true });
  const lines = [
    `cflags = ${cflags}`,
    'rule cc',
    '  command = gcc $cflags $names -MMD -MF $out.d -c $in -o $out',
    '  depfile = $out.d',
    '  deps = gcc',
    'rule link',
    `  command = gcc $in ${libs} -o $out`,
  ];
  for (let i = 0; i < files; i++) {
    const name = `gen${i}_test`;
    lines.push(
      `build ${name}.o: cc ${root}/${name}.c`,
      `  names = -DKBUILD_MODNAME='"${name}"' -DKBUILD_BASENAME='"${name}"' -DKBUILD_MODFILE='"${name}"'`,
    );
    lines.push(`build ${name}: link ${name}.o`);
  }
  writeFileSync(path.join(hand, 'build.ninja'), `${lines.join('\n')}\n`);

  const cold = {
    ours: () => {
      seconds(`rm -rf ${out}`);
      return seconds(`${ktest} run --build-dir ${out} --reporter ktap > ${work}/thousand.ktap`, { cwd: root });
    },
    bare: () => {
      seconds(`cd ${hand} && ninja -t clean > /dev/null`);
      // As many programs at once as ktest runs.
      return seconds(`ninja -j 2 > /dev/null && ls -d ${hand}/gen*_test | xargs -P 2 -n 1 sh -c '"$0" > "$0".log'`, {
        cwd: hand,
      });
    },
  };
  const whole = sideBySide(cold, 1);
  row(
    `${files} files × ${cases} cases, everything new (s)`,
    whole.ours,
    whole.bare,
    '≤ 1.25',
    'ninja and the bare programs',
  );

  const again = sideBySide(
    { ours: () => seconds(`${ktest} run --build-dir ${out} --reporter ktap > ${work}/thousand.ktap`, { cwd: root }) },
    3,
  );
  const totals = /# Totals: (.*)/.exec(readFileSync(`${work}/thousand.ktap`, 'utf8'))?.[1];
  rows.push([`the same, nothing changed: ${totals}`, `${again.ours.toFixed(2)} s`, '', '', '']);
  rows.push([
    'per case, everything included',
    `${((again.ours * 1000) / (files * cases)).toFixed(2)} ms`,
    '',
    '',
    '≤ 2 ms',
  ]);
  const memory = peakMebibytes(
    [process.execPath, path.join(repository, 'bin', 'ktest'), 'run', '--build-dir', out, '--reporter', 'pretty'],
    { cwd: root },
  );
  rows.push([`memory of the tool at ${files * cases} cases`, `${memory.toFixed(0)} MiB`, '', '', '≤ 200 MB']);
}

function generated(i, count) {
  const cases = Array.from({ length: count }, (_, n) => n);
  return `// SPDX-License-Identifier: GPL-2.0
#include <kunit/test.h>
#include <linux/list.h>
${cases
  .map(
    (n) => `static void case_${n}(struct kunit *test)
{
	LIST_HEAD(head);
	struct list_head entry;

	list_add(&entry, &head);
	KUNIT_EXPECT_FALSE(test, list_empty(&head));
	KUNIT_EXPECT_EQ(test, ${i} + ${n}, ${i + n});
}
`,
  )
  .join('\n')}
static struct kunit_case cases[] = {
${cases.map((n) => `	KUNIT_CASE(case_${n}),\n`).join('')}	{}
};
static struct kunit_suite suite = { .name = "gen${i}", .test_cases = cases };
kunit_test_suite(suite);
`;
}

function row(what, ours, peer, target, name) {
  rows.push([what, ours.toFixed(3), `${peer.toFixed(3)} (${name})`, (ours / peer).toFixed(3), target]);
}

function figure(what, value, target) {
  rows.push([what, value, '', '', target]);
}
