// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { KnownCalls } from '../../src/tree/known-calls.js';
import { providersOf } from '../../src/tree/module-requests.js';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'ktest-calls-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('what modules call is kept, and what that calls in turn; requests for modules are not', () => {
  const file = path.join(scratch, 'calls');
  const known = KnownCalls.load(file);
  known.add(['zz_leaf']);
  known.add(['zz_inner', 'zz_outer']);
  known.add(['module:zz']);
  known.save(file);
  const lines = readFileSync(file, 'utf8').split('\n');
  expect(lines.filter((line) => line.includes('zz'))).toEqual(['zz_leaf', 'zz_outer zz_inner']);

  const again = KnownCalls.load(file);
  expect(['zz_leaf', 'zz_inner', 'zz_outer', 'zz_other'].map((name) => again.hasSeen(name))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect([...again.reachedFrom('no_test.c', ['zz_outer'])]).toEqual(['zz_outer', 'zz_inner']);
});

test('what was handed an address does not call it', () => {
  const known = KnownCalls.load(path.join(scratch, 'none'));
  known.add(['zz_lock', 'zz_mutex_lock', 'zz_reader', 'zz_main'], (caller) => caller === 'zz_reader');
  // Nobody on the stack names it: the innermost function has it from a structure.
  known.add(['zz_method', 'zz_dispatch', 'zz_main']);
  expect([...known.calleesOf('zz_mutex_lock')]).toEqual([]);
  expect([...known.calleesOf('zz_reader')]).toEqual(['zz_lock', 'zz_mutex_lock']);
  expect([...known.calleesOf('zz_dispatch')]).toEqual(['zz_method']);
});

test('a family of sockets and a protocol of netlink are found by what registers them', () => {
  const files = {
    'include/linux/socket.h': '#define AF_UNIX\t\t1\n#define AF_LOCAL\t1\n#define AF_NETLINK\t16\n#define AF_MAX\t46\n',
    'include/uapi/linux/netlink.h':
      '#define NETLINK_ROUTE\t\t0\n#define NETLINK_GENERIC\t\t16\n#define NETLINK_CRYPTO\t\t21\n',
    'net/unix/af_unix.c':
      'static const struct net_proto_family ops = {\n\t.family = PF_UNIX,\n};\nfs_initcall(unix_init);\n',
    'net/unix/diag.c': 'int family = PF_UNIX;\nmodule_init(diag_init);\n',
    'net/netlink/genetlink.c':
      'void f(void)\n{\n\tsk = netlink_kernel_create(net, NETLINK_GENERIC, &cfg);\n}\ncore_initcall(genl_init);\n',
    'net/core/rtnetlink.c': 'void f(void)\n{\n\tsk = netlink_kernel_create(net, NETLINK_ROUTE, &cfg);\n}\n',
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.join(scratch, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(scratch, name), text);
  }
  const sources = Object.keys(files).filter((name) => name.endsWith('.c'));
  const of = (name: string) =>
    providersOf(`module:${name}`, { root: scratch, sources, moduleOf: (source) => path.basename(source, '.c') });
  expect(of('net-pf-1')).toEqual(['net/unix/af_unix.c']);
  expect(of('net-pf-16-proto-16')).toEqual(['net/netlink/genetlink.c']);
  // Without an initcall of its own: somebody else's registers it.
  expect(of('net-pf-16-proto-0')).toEqual([]);
  expect(of('net-pf-9')).toEqual([]);
  expect(of('net-pf-1-proto-16')).toEqual([]);
});
