// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { at, everywhere, expectComplete, type Proofs, proveAll, testFolder } from './option-proofs.js';
import { ktest, linux } from './rig.js';
import { configuredUml, inUmlBuild } from './uml-make.js';

/**
 * Options of `run` for suites of a tree in a User Mode Linux. A kernel takes minutes to build: a script stands in for it
 * that prints what KUnit prints, for suites that do what a tree's own never do. test/long/uml.test.ts has the kernel.
 */
const standIn = `#!/bin/sh
glob='*'
for word; do
  case $word in
  kunit.filter_glob=*) glob=\${word#*=} ;;
  kunit.action=list) echo 'no attributes were asked for'; exit ;;
  kunit.action=list_attr) list=yes ;;
  esac
done
cases='draws shape prints fails spins'
echo "Linux version 6.12: $*"
echo 'KTAP version 1'
if [ "$list" ]; then
  printf 'demo\\n# module: demo_test\\n'
  for name in $cases; do
    echo "demo.$name"
    if [ $name = shape ]; then echo '# shape.speed: slow'; fi
  done
  exit
fi
printf '1..1\\n    KTAP version 1\\n    # Subtest: demo\\n    1..5\\n'
for name in $cases; do
  case demo.$name in $glob | $glob.*) ;; *) continue ;; esac
  n=$((n + 1)) said=ok
  case $name in
  prints) yes 'a line that is some forty characters long' | head -n 500 ;;
  fails) said='not ok'; echo '    # fails: EXPECTATION FAILED at lib/list-test.c:1' ;;
  spins) exec sleep 1000 ;;
  esac
  echo "    $said $n $name"
done
echo 'ok 1 demo'
`;

const { source: _, param: _p, initResult: _i, ignoreWarnings: _w, jobs: _j, ...policy } = everywhere;

const built = ['--tree', linux, '--backend', 'uml', 'lib/list-test.c'];

const proofs: Proofs = {
  ...policy,
  ...inUmlBuild(built),
  tree: async ({ root }) => {
    const done = await ktest(['run', '--backend', 'uml', 'a_test.c'], { cwd: root });
    expect(done.stderr).toBe('ktest: --backend uml: name the kernel source tree with --tree\n');
  },
  kunitconfig: async ({ root }) => {
    writeFileSync(path.join(root, 'own.config'), 'CONFIG_KUNIT=y\nCONFIG_MPTCP=y\n');
    expect((await configuredUml(root, built)).config).not.toContain('CONFIG_MPTCP=y');
    expect((await configuredUml(root, [...built, '--kunitconfig', 'own.config'])).config).toContain('CONFIG_MPTCP=y');
  },
  kernel: async ({ root }) => {
    expect((await ktest(['run', ...built, '--kernel', 'nowhere'], { cwd: root })).stderr).toBe(
      'ktest: --kernel nowhere: no such User Mode Linux\n',
    );
  },
  append: async ({ root, results }) => {
    await results(['a_test.c', 'demo.draws', '--append', 'ktest_word=1', '--console', 'appended.log']);
    expect(readFileSync(path.join(root, 'appended.log'), 'utf8')).toMatch(/Linux version .* ktest_word=1/);
  },
  console: async ({ root, results }) => {
    await results(['a_test.c', 'demo.draws', '--console', 'console.log']);
    expect(readFileSync(path.join(root, 'console.log'), 'utf8')).toContain('    # Subtest: demo');
  },
  backend: async ({ results }) => {
    expect((await results(['a_test.c', 'demo.fails'])).cases['fails']?.command).toContain(' --backend uml ');
  },
};

test('suites of a tree in a User Mode Linux: an option that is not refused makes a difference', {
  timeout: 1_800_000,
}, async () => {
  expectComplete('uml', proofs);
  const root = testFolder();
  writeFileSync(path.join(root, 'kernel'), standIn, { mode: 0o755 });
  const place = ['--tree', linux, '--backend', 'uml', '--kernel', 'kernel'];
  await proveAll(at(root, place, { 'a_test.c': 'lib/list-test.c' }), proofs);
});
