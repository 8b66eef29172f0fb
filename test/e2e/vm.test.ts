// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { vm } from 'ktest/vm';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { folder, ktest, ktestProgram, linux, processesWith, start, startProgram, until } from './rig.js';
import { Terminal } from './terminal.js';

const kernel = ['--kernel', 'debian:6.12'];
const cache = () => process.env['KTEST_CACHE'] ?? '';

// Guests of this file are told from those of the files that run beside it by where their initramfs lies.
const temporary = mkdtempSync(path.join(os.tmpdir(), 'ktest-vm-test-'));
process.env['TMPDIR'] = temporary;
const guests = () => processesWith(temporary).filter((line) => line.includes('qemu-system-x86_64'));

afterAll(() => {
  expect(guests()).toEqual([]);
  rmSync(temporary, { recursive: true });
});

/** No module, whatever its name says. */
const garbage = path.join(temporary, 'garbage.ko');
writeFileSync(garbage, 'garbage\n'.repeat(1000));

describe('vm run', () => {
  test('output, error, exit status and topology are the guest command’s', async () => {
    const done = await ktest([
      ...['vm', 'run', ...kernel, '--nodes', '4', '--cpus', '8', '--'],
      'cat /sys/devices/system/node/online /sys/devices/system/node/node3/cpulist; echo oh >&2; exit 7',
    ]);
    // First what tells why, should the guest have died.
    expect(done.stderr).toContain('oh\n');
    expect(done.stdout).toBe('0-3\n6-7\n');
    expect(done.status).toBe(7);
  });

  test('a dynamically linked program comes with its libraries; Debian’s 6.1, too', async () => {
    const done = await ktest([
      'vm',
      'run',
      '--kernel',
      'debian:6.1',
      '/bin/date',
      '--',
      './date +%s | wc -l; uname -r',
    ]);
    expect(done.stderr).not.toContain('error');
    expect(done.stdout).toMatch(/^1\n6\.1\..*-cloud-amd64\n$/);
    expect(done.status).toBe(0);
  });

  test('a panic, an oops and a command that hangs are told apart', async () => {
    const run = (line: string) => ktest(['vm', 'run', ...kernel, '--timeout', '8', '--', line]);
    const panic = await run('echo c > /proc/sysrq-trigger; sleep 9');
    expect(panic.stderr).toMatch(/ktest: (kernel panic: sysrq triggered crash|the kernel oopsed)/);
    expect(panic.status).toBe(70);
    const hang = await run('echo one; echo two >&2; sleep 99');
    expect(hang.stdout).toBe('one\n');
    expect(hang.stderr).toContain('two\n');
    expect(hang.stderr).toContain('ktest: the guest did not answer within 8 s');
    expect(hang.status).toBe(1);
    const off = await run('echo last; poweroff; sleep 99');
    const script = await run('echo poweroff > off.sh; sh off.sh');
    expect(script.stderr).toContain('was switched off from within');
    expect(off.stdout).toBe('last\n');
    expect(off.stderr).toContain('the machine was switched off from within while a command ran');
    expect(off.status).toBe(0);
  });

  test('a kernel that panics at boot, and one that says nothing', async () => {
    const panic = await ktest(['vm', 'run', ...kernel, '--append', 'rdinit=/nowhere root=/dev/none', '--', 'true']);
    expect(panic.stderr).toContain('ktest: the kernel panicked at boot:');
    expect(panic.status).toBe(5);
    const silent = await ktest([
      ...['vm', 'run', ...kernel, '--append', 'quiet loglevel=0 rdinit=/bin/sleep -- 100', '--boot-timeout', '20'],
      ...['--', 'true'],
    ]);
    expect(silent.stderr).toContain('ktest: the kernel printed nothing for 20 s');
    expect(silent.status).toBe(5);
  });

  test('Ctrl-C leaves no QEMU', async () => {
    const child = start(['vm', 'run', ...kernel, '--', 'sleep 60']);
    await until('QEMU runs', () => guests().length > 0);
    child.kill('SIGINT');
    expect((await child.done).status).toBe(130);
    await until('QEMU is gone', () => guests().length === 0);
  });

  test('SIGKILL leaves none either', async () => {
    const child = start(['vm', 'run', ...kernel, '--', 'sleep 60']);
    await until('QEMU runs', () => guests().length > 0);
    child.kill('SIGKILL');
    await child.done;
    await until('QEMU is gone', () => guests().length === 0);
    await until('its folders are gone', () => readdirSync(temporary).every((name) => !name.startsWith('ktest-4')));
  });

  test.each([
    [['vm', 'run', '--kernel', '/etc/passwd', '--', 'true'], 'is no bzImage of x86', 2],
    [['vm', 'run', '--kernel', 'nowhere', '--', 'true'], 'no such image or tree', 2],
    [['vm', 'run', '--kernel', 'debian:6.1,debian:6.12', '--', 'true'], 'a machine boots one kernel: name one', 2],
    [['vm', 'up', '--kernel', 'debian:6.1,debian:6.12'], 'a machine boots one kernel: name one', 2],
    [['vm', 'run', ...kernel, '--shell', '--', 'true'], '--shell: goes without a command', 2],
    [['vm', 'run', '--kernel', 'debian:4.4', '--', 'true'], 'has no such cloud kernel', 5],
    [['vm', 'run', ...kernel, 'nothere.ko'], 'nothere.ko: no such file', 2],
    [['vm', 'run', ...kernel, '--load', 'nosuchmodule', '--', 'true'], 'nosuchmodule: no such module', 2],
    [['vm', 'run', ...kernel], 'nothing to run', 2],
    [['vm', 'run', ...kernel, '--memory', '16', '--', 'true'], '16 MiB are too few', 2],
    [['vm', 'run', ...kernel, garbage], 'is no kernel module', 2],
    [['vm', 'run', ...kernel, '--modules', '/tmp', '--', 'true'], 'has no lib/modules', 2],
    [['vm', 'up', 'a/b'], "a machine's name has letters", 2],
    [['vm', 'exec', 'nobody', '--', 'true'], 'there is no machine nobody', 2],
    [['vm', 'up', '--image', '/etc/passwd'], 'neither a qcow2 nor a raw disk', 2],
    [['vm', 'up', '--image', 'nowhere.img'], 'no such file, and no name such as', 2],
    [['vm', 'up', '--forward', '80'], 'write HOST:GUEST, two port numbers', 2],
    [['vm', 'up', '--forward', '99999:1'], 'write HOST:GUEST, two port numbers', 2],
    [['vm', 'up', '--gdb', 'x'], '--gdb x', 2],
    [['vm', 'up', 'new', '--modules', '/tmp'], '--modules: goes with --kernel', 2],
    [['vm', 'up', 'new', '--image', 'ubuntu:24.04', '--append', 'quiet'], '--append: the loader on the disk of', 2],
    [['vm', 'run', ...kernel, '--console', '/nowhere/x', '--', 'true'], '--console /nowhere/x: can not be written', 2],
    [['vm', 'upp'], 'did you mean `ktest vm up`', 2],
  ])('%j', async (args, sentence, status) => {
    const done = await ktest(args);
    expect(done.stderr).toContain(sentence);
    expect(done.stderr.trim().split('\n').length).toBeLessThan(3);
    expect(done.status).toBe(status);
  });
});

describe('what the kernel reports', () => {
  const source = `
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/slab.h>
static char *what = "";
module_param(what, charp, 0);
static int *nowhere;
static noinline void oops_here(void) { WRITE_ONCE(*READ_ONCE(nowhere), 1); }
static noinline void spin_here(void) { for (;;) cpu_relax(); }
static noinline void sleep_here(void) { for (;;) msleep(100); }
static noinline void overrun_here(void) { char *p = kmalloc(20, GFP_KERNEL); OPTIMIZER_HIDE_VAR(p); p[32] = 5; kfree(p); }
static int __init bad_init(void)
{
	if (!strcmp(what, "warn")) WARN(1, "the count is %d\\n", 3);
	if (!strcmp(what, "oops")) oops_here();
	if (!strcmp(what, "spin")) spin_here();
	if (!strcmp(what, "sleep")) sleep_here();
	if (!strcmp(what, "overrun")) overrun_here();
	return 0;
}
static void __exit bad_exit(void) { }
module_init(bad_init);
module_exit(bad_exit);
MODULE_LICENSE("GPL");
`;
  const run = async (what: string, ...options: string[]) => {
    const root = folder({ 'bad.c': source, Kbuild: 'obj-m += bad.o\n' });
    const [module = ''] = vm.buildModules(root, 'debian:6.12');
    const line = `rmmod bad; insmod bad.ko what=${what}; exit 3`;
    return ktest(['vm', 'run', ...kernel, '--cpus', '2', ...options, module, '--', line]);
  };

  test.each([
    ['warn', [], /ktest: the kernel warned: the count is 3 at .*bad.c:\d+\n$/, 70],
    ['warn', ['--ignore-warnings'], /^ktest: software emulation.*\n$|^$/, 3],
    [
      'oops',
      [],
      /ktest: the kernel oopsed: BUG: kernel NULL pointer .* in oops_here\+\S+ \[bad\] \(.*bad.c:\d+\)\n$/,
      70,
    ],
    [
      'overrun',
      ['--append', 'slub_debug=FZPU'],
      /ktest: the kernel reported: SLUB: kmalloc-32 .*\(.*bad.c:\d+\)\n$/,
      70,
    ],
    [
      'spin',
      ['--timeout', '6'],
      /did not answer within 6 s: .*CPU \d was in spin_here\+\S+ \[bad\] \(.*bad.c:\d+\)/,
      1,
    ],
    [
      'sleep',
      ['--timeout', '6'],
      /did not answer within 6 s: .*insmod waited in sleep_here\+\S+ \[bad\] \(.*bad.c:\d+\)/,
      1,
    ],
  ])('%s %j', async (what, options, sentence, status) => {
    const done = await run(what, ...options);
    expect(done.stderr).toMatch(sentence);
    expect(done.status).toBe(status);
  });
});

test('--shell: a terminal in the guest, whose keys are its own', { timeout: 180_000 }, async () => {
  const terminal = new Terminal(`"$K" vm run --kernel debian:6.12 --cpus 1 --shell; echo "left with $?"`, {
    columns: 90,
  });
  await terminal.type('', /# /, 120);
  expect(await terminal.type('stty size; tty\r', /24 90\s+\/dev\/ttyS1/)).toBeTruthy();
  // The sums are not in what is typed.
  await terminal.type('echo $((10 + 2)); sleep 1000\r', /\n12/);
  await terminal.type('\x03', /# /);
  expect(await terminal.type('echo $((40 + 2))\r', /\n(42)/)).toBe('42');
  await terminal.type('exit 7\r', /left with 7/);
});

test('--print: a command that does the same by hand, with what serves a shared folder', async () => {
  const root = folder({ 'number.txt': '42\n' });
  const line = 'echo "by hand: $(cat /mnt/number.txt)"';
  const done = await ktest(['vm', 'run', ...kernel, '--cpus', '1', '--share', root, '--print', '--', line]);
  expect(done.status).toBe(0);
  const byHand = await startProgram('sh', ['-c', `${done.stdout} </dev/null`]).done;
  expect(byHand.stdout).toContain('by hand: 42');
  expect(byHand.status).toBe(0);
});

test('--print makes no image', async () => {
  const print = async (image: string) => {
    const env = { KTEST_CACHE: folder({}) };
    const done = await ktest(['vm', 'up', 'new', '--image', image, '--print'], { env });
    expect(done.stderr).toBe('');
    expect(existsSync(path.join(env.KTEST_CACHE, 'vm/images'))).toBe(false);
    return done.stdout;
  };
  expect(await print('build:debian')).toContain('build-debian/vmlinuz');
  expect(await print('ubuntu:24.04')).toContain('vm/machines/new/');
});

test('a machine that the configuration declares', async () => {
  const root = folder({
    'ktest.config.json':
      '{ "machines": { "numa": { "nodes": 2, "cpus": 4, "memory": "2G", "forward": ["48080:80"] } } }',
    'disk.raw': '',
  });
  writeFileSync(path.join(root, 'disk.raw'), bootable());
  const print = (...args: string[]) =>
    ktest(['vm', 'up', 'numa', '--image', 'disk.raw', '--print', ...args], { cwd: root });
  expect((await print()).stdout).toMatch(/-smp 4,sockets=2,cores=2,threads=1 -m 2048M .*cpus=2-3/);
  const forwarded = await print('--user-data', 'nothere.yaml');
  expect(forwarded.stderr).toContain('--user-data nothere.yaml: no such file');
  expect((await print()).stdout).toContain('hostfwd=tcp:127.0.0.1:48080-:80');
  // A topology on the command line replaces it.
  const own = (await print('--cpus', '1')).stdout;
  expect(own).toContain('-smp 1 -m 1024M');
  expect(own).not.toContain('-numa');
});

test('a port that is taken; two starts of one machine at once', async () => {
  const root = folder({ 'disk.raw': '' });
  writeFileSync(path.join(root, 'disk.raw'), bootable());
  const server = http.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const up = ['vm', 'up', 'twice', '--image', 'disk.raw', '--memory', '256M', '--cpus', '1'];
  const taken = await ktest([...up, '--forward', `${port}:80`], { cwd: root });
  server.close();
  expect(taken.stderr).toContain(`--forward ${port}:80: port ${port} of 127.0.0.1 is taken`);
  expect(taken.status).toBe(2);
  expect((await ktest(['vm', 'list'])).stdout).not.toContain('twice');
  // There is nothing on the disk: neither gets an answer, and each starts a machine of its own, one after the other.
  const both = await Promise.all([1, 2].map(() => ktest([...up, '--boot-timeout', '4'], { cwd: root })));
  expect(both.map(({ status }) => status)).toEqual([5, 5]);
  for (const { stderr } of both) expect(stderr).toContain('did not answer within 4 s and was switched off');
  expect((await ktest(['vm', 'list'])).stdout).toMatch(/^twice +stopped/m);
  const rows = (await ktest(['vm', 'list', '--json'])).stdout.trim().split('\n');
  expect(rows.map((row) => JSON.parse(row))).toContainEqual(
    expect.objectContaining({ name: 'twice', state: 'stopped' }),
  );
  // What started it is killed: the next one waits for the machine as it is, or says that it can not have other options.
  const killed = start(up, { cwd: root });
  onTestFinished(async () => void (await ktest(['vm', 'rm', 'twice', '--force'])));
  const record = path.join(cache(), 'vm/machines/twice/machine.json');
  const pid = () => JSON.parse(readFileSync(record, 'utf8')).pid;
  await until('its record names its QEMU', () => guests().some((line) => line.startsWith(`${pid()} `)));
  killed.kill('SIGKILL');
  await killed.done;
  expect((await ktest([...up, '--forward', `${port}:80`], { cwd: root })).stderr).toContain(
    'ktest: twice is booting with other options: `ktest vm down twice` first, or leave the options out to wait for it\n',
  );
  expect((await ktest(['vm', 'list'])).stdout).toMatch(/^twice +starting/m);
  const waits = await ktest([...up, '--boot-timeout', '4'], { cwd: root });
  expect(waits.stderr).toContain('did not answer within 4 s and was switched off');
  expect((await ktest(['vm', 'rm', 'twice'])).status).toBe(0);
});

test('vm up makes an initrd for a kernel whose drivers are modules; vm log is its console; vm ssh wants it up', async () => {
  const root = folder({
    'disk/sbin/init':
      '#!/bin/busybox sh\nb() { /bin/busybox "$@"; }\nb mount -t proc proc /proc\nb grep -o "^virtio_net" /proc/modules\necho "init of the disk"\nb sleep 999\n',
  });
  const disk = path.join(root, 'disk');
  for (const name of ['bin', 'proc', 'dev']) mkdirSync(path.join(disk, name));
  copyFileSync('/bin/busybox', path.join(disk, 'bin/busybox'));
  chmodSync(path.join(disk, 'sbin/init'), 0o755);
  const made = await startProgram('/sbin/mke2fs', ['-q', '-t', 'ext4', '-d', disk, path.join(root, 'disk.raw'), '64M'])
    .done;
  expect(made.stderr).toBe('');
  onTestFinished(async () => void (await ktest(['vm', 'rm', 'modular', '--force'])));
  const words = ['vm', 'up', 'modular', '--image', 'disk.raw', ...kernel, '--append', 'root=/dev/vda', '--cpus', '1'];
  // Nobody answers by ssh there, so that it is switched off; while it boots, its console is shown.
  const env = { KTEST_PROGRESS: '1' };
  const up = await ktest([...words, '--boot-timeout', '40'], { cwd: root, env });
  expect(up.stderr).toMatch(/ktest: modular: \d+ s: \S+/);
  expect(up.stderr).toContain('modular did not answer within 40 s and was switched off');
  expect(up.status).toBe(5);
  const log = await ktest(['vm', 'log', 'modular']);
  expect(log.stdout).toMatch(/Linux version 6\.12[\s\S]*virtio_net\s+init of the disk/);
  expect(log.status).toBe(0);
  const ssh = await ktest(['vm', 'ssh', 'modular']);
  expect(ssh.stderr).toBe('ktest: modular is stopped: `ktest vm up modular` first\n');
  expect(ssh.status).toBe(5);
  expect((await ktest(['vm', 'log', 'nobody'])).stderr).toContain('there is no machine nobody');
});

test('vm build-kernel says what is wrong', async () => {
  const none = await ktest(['vm', 'build-kernel', '/tmp']);
  expect(none.stderr).toContain('is not a kernel source tree');
  expect(none.status).toBe(2);
  expect((await ktest(['vm', 'build-kernel'])).stderr).toContain('name a kernel source tree');
  const output = path.join(folder({}), 'kernel');
  const dropped = await ktest(['vm', 'build-kernel', linux, '-o', output, '--kconfig', 'SPARC64=y']);
  expect(dropped.stderr).toMatch(
    /--kconfig SPARC64=y: the kernel of .* can not have it: an option that it depends on is/,
  );
  expect(dropped.status).toBe(2);
  expect(existsSync(output)).toBe(false);
  // Before anything is built: a kernel takes minutes.
  const root = folder({ 'notes.txt': 'mine' });
  const theirs = await ktest(['vm', 'build-kernel', linux, '-o', '.'], { cwd: root });
  expect(theirs.stderr).toBe(
    `ktest: ${root}: is there, and is no kernel of an earlier build: name another folder with -o DIR\n`,
  );
  expect(existsSync(path.join(root, 'notes.txt'))).toBe(true);
  const nowhere = await ktest(['vm', 'build-kernel', linux, '-o', '/proc/kernel']);
  expect(nowhere.stderr).toMatch(/^ktest: cannot write \/proc\/kernel: .*\n$/);
  expect([theirs.status, nowhere.status]).toEqual([2, 5]);
});

test('a shared folder', async () => {
  const root = folder({ 'from here/a': 'one\n' });
  const words = ['vm', 'run', '--kernel', 'debian:6.1', '--nodes', '2', '--share'];
  const done = await ktest([...words, `${root}/from here:/data`, '--', 'cat /data/a && echo two > /data/b']);
  expect(done.stdout).toBe('one\n');
  expect(readFileSync(path.join(root, 'from here/b'), 'utf8')).toBe('two\n');
  const wrong = await ktest([...words, '/nowhere', '--', 'true']);
  expect(wrong.stderr).toContain('/nowhere is not a folder');
});

test.each([
  ['CONFIG_VIRTIO_PCI=y\n# CONFIG_VIRTIO_BLK is not set\n', 'has no CONFIG_VIRTIO_BLK'],
  [
    'CONFIG_VIRTIO_PCI=y\nCONFIG_VIRTIO_BLK=m\nCONFIG_VIRTIO_NET=y\n',
    'and its modules are not here: name their folder with --modules',
  ],
])('a kernel that can not reach a machine: %j', async (config, sentence) => {
  const boot = path.join(cache(), 'vm/kernels/debian-6.12/boot');
  const image = readdirSync(boot).find((name) => name.startsWith('vmlinuz')) ?? '';
  const root = folder({ 'kernel/config': config, 'disk.raw': '' });
  copyFileSync(path.join(boot, image), path.join(root, 'kernel/bzImage'));
  writeFileSync(path.join(root, 'disk.raw'), bootable());
  const done = await ktest(['vm', 'up', 'far', '--image', 'disk.raw', '--kernel', 'kernel'], { cwd: root });
  expect(done.stderr).toContain(sentence);
  expect(done.status).toBe(2);
  expect((await ktest(['vm', 'list'])).stdout).not.toContain('far');
});

/** The least that is taken for a disk. */
function bootable(): Buffer {
  const disk = Buffer.alloc(4096);
  disk.writeUInt16LE(0xaa55, 510);
  return disk;
}

describe('vm up', () => {
  test('four nodes on an image made here', {
    timeout: 1_200_000,
  }, async () => {
    onTestFinished(async () => void (await ktest(['vm', 'rm', 'e2e', '--force'])));
    const up = await ktest([
      'vm',
      'up',
      'e2e',
      '--nodes',
      '4',
      '--cpus',
      '4',
      '--memory',
      '2G',
      '--boot-timeout',
      '900',
    ]);
    expect(up.stderr).not.toContain('panicked');
    expect(up.status).toBe(0);
    expect(up.stdout).toMatch(/^e2e is made: user ktest, password \S{12} .*\ne2e is up after \d+ s/);
    const image = path.join(cache(), 'vm/images/build-debian/disk.qcow2');
    const before = statSync(image).mtimeMs;

    const numa = await ktest(['vm', 'exec', '--', 'numactl', '-H']);
    expect(numa.stdout).toContain('available: 4 nodes (0-3)');
    expect(numa.stdout).toContain('node 3 cpus: 3');
    const line = 'echo "echo $((40 + 2)); exit 4" | "$0" vm ssh e2e';
    const shell = await startProgram('sh', ['-c', line, ktestProgram]).done;
    expect(shell.stdout).toContain('42\n');
    expect(shell.status).toBe(4);
    const again = await ktest(['vm', 'up', 'e2e']);
    expect(again.stderr).toContain('e2e is running already');
    expect(again.status).toBe(2);
    expect((await ktest(['vm', 'exec', 'e2e', '--', 'exit 3'])).status).toBe(3);
    const words = await ktest(['vm', 'exec', 'e2e', '--', 'printf', '<%s>', 'a  b', '$c']);
    expect(words.stdout).toBe('<a  b><$c>');
    const bytes = path.join(folder({}), 'bytes');
    writeFileSync(bytes, Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * 7) % 256)));
    expect((await ktest(['vm', 'cp', bytes, 'e2e:/tmp/bytes'])).status).toBe(0);
    const sum = await ktest(['vm', 'exec', '--', 'sha256sum', '/tmp/bytes']);
    expect(sum.stdout).toContain(createHash('sha256').update(readFileSync(bytes)).digest('hex'));
    expect((await ktest(['vm', 'list'])).stdout).toMatch(/^e2e +running +build:debian +4 nodes, 4 CPUs, 2048 MiB/);
    expect((await ktest(['vm', 'rm', 'e2e'])).stderr).toContain('`ktest vm down e2e` first');
    expect((await ktest(['vm', 'down', 'e2e'])).status).toBe(0);
    expect((await ktest(['vm', 'list'])).stdout).toMatch(/^e2e +stopped/);

    // Another kernel is a matter of the command line; its boot is `ktest vm run`'s.
    const images = path.join(cache(), 'vm/images/build-debian');
    const custom = await ktest([
      ...['vm', 'up', 'e2e', '--kernel', path.join(images, 'vmlinuz'), '--initrd', path.join(images, 'initrd.img')],
      ...['--append', 'ktest.custom=1', '--print'],
    ]);
    expect(custom.stdout).toMatch(/-smp 4,sockets=4\S* .*-append 'root=\/dev\/vda rw console=ttyS0 ktest.custom=1'/);
    expect((await ktest(['vm', 'rm', 'e2e', '--force'])).status).toBe(0);
    expect((await ktest(['vm', 'list'])).stdout).toBe('');
    expect(existsSync(path.join(cache(), 'vm/machines/e2e'))).toBe(false);
    expect(statSync(image).mtimeMs).toBe(before);
  });
});
