// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { vm } from 'ktest/vm';
import { describe, expect, onTestFinished, test } from 'vitest';
import { folder, repository, startProgram } from './rig.js';

const kernel = 'debian:6.12';

describe('the functional example finds a line that is wrong', () => {
  test.each([
    [
      'return NF_DROP;',
      'return NF_ACCEPT;',
      ['a closed gate lets nothing through, and counts', 'it opens and closes while it is loaded'],
    ],
  ])('%s becomes %s', async (right, wrong, failing) => {
    const copy = folder({});
    cpSync(path.join(repository, 'examples/netgate'), copy, { recursive: true });
    const source = path.join(copy, 'netgate.c');
    const text = readFileSync(source, 'utf8');
    expect(text).toContain(right);
    writeFileSync(source, text.replace(right, wrong));
    const done = await startProgram('npx', ['vitest', 'run', 'examples/netgate', '--reporter', 'json'], {
      cwd: repository,
      env: { NETGATE_FOLDER: copy, NETGATE_KERNEL: kernel },
    }).done;
    const report = JSON.parse(done.stdout) as { testResults: { assertionResults: Assertion[] }[] };
    const results = report.testResults.flatMap((file) => file.assertionResults);
    expect(results.length).toBe(5);
    const failed = results.filter(({ status }) => status === 'failed').map(({ title }) => title);
    expect(failed).toEqual(expect.arrayContaining(failing));
    expect(results.find(({ title }) => title === 'without the module the server answers')?.status).toBe('passed');
  });
});

interface Assertion {
  title: string;
  status: string;
}

test('two machines on one network reach each other, and not those of another', async () => {
  const [one, other] = [await vm.lan(), await vm.lan()];
  await using a = await vm.boot({ kernel, cpus: 1, network: { lan: one, address: '10.9.0.1/24' } });
  await using b = await vm.boot({ kernel, cpus: 1, network: { lan: one, address: '10.9.0.2/24' } });
  await using c = await vm.boot({ kernel, cpus: 1, network: { lan: other, address: '10.9.0.3/24' } });
  await a.mustExec('mkdir /www && echo from a > /www/index.html && httpd -p 80 -h /www');
  // Not wget: a statically linked one looks for the host's shared libraries.
  expect(await b.mustExec("printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 10 10.9.0.1 80")).toContain('from a\n');
  expect((await c.exec('ping -c 1 -W 2 10.9.0.1')).status).not.toBe(0);
  await b.expectNoWarnings();
});

const hello = (text: string) => `#include <linux/module.h>
static char *greeting = "none";
module_param(greeting, charp, 0444);
static int __init hello_init(void) { pr_info("${text}\\n"); return 0; }
static void __exit hello_exit(void) { }
module_init(hello_init);
module_exit(hello_exit);
MODULE_LICENSE("GPL");
`;

test('modules are built of the sources as they are now: renamed, older, and behind links', async () => {
  const root = folder({ 'real.c': hello('first'), Kbuild: 'obj-m += one.o\n' });
  symlinkSync('real.c', path.join(root, 'one.c'));
  symlinkSync('/nowhere', path.join(root, 'dangling.c'));
  const built = async () => {
    // A build keeps this process from answering its runner.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return vm.buildModules(root, kernel);
  };
  const names = async () => (await built()).map((file) => path.basename(file));
  expect(await names()).toEqual(['one.ko']);
  renameSync(path.join(root, 'one.c'), path.join(root, 'two.c'));
  writeFileSync(path.join(root, 'Kbuild'), 'obj-m += two.o\n');
  expect(await names()).toEqual(['two.ko']);
  writeFileSync(path.join(root, 'real.c'), hello('second'));
  utimesSync(path.join(root, 'real.c'), 1e9, 1e9);
  const [module = ''] = await built();
  expect(readFileSync(module).includes('second')).toBe(true);
});

test('bytes, standard input, large files, parameters with blanks; a machine that is gone rejects', async () => {
  const root = folder({ 'hello.c': hello('loaded'), Kbuild: 'obj-m += hello.o\n' });
  const [module = ''] = vm.buildModules(root, kernel);
  await using machine = await vm.boot({ kernel, cpus: 1 });
  const bytes = Buffer.from(Array.from({ length: 2 << 20 }, (_, i) => (i * 7 + (i >> 8)) % 256));
  await machine.writeFile("/tmp/it's here/bytes", bytes);
  expect((await machine.readFile("/tmp/it's here/bytes")).equals(bytes)).toBe(true);
  const sorted = await machine.exec('sort', { input: 'b\na\n' });
  expect(sorted).toMatchObject({ status: 0, stdout: 'a\nb\n' });
  const passed = await machine.exec('cat', { input: bytes.subarray(0, 70_000) });
  expect(passed.stdoutBytes.equals(bytes.subarray(0, 70_000))).toBe(true);

  await machine.insmod(module, { greeting: 'a b' });
  expect(await machine.mustExec('cat /sys/module/hello/parameters/greeting')).toBe('a b\n');
  await expect(machine.insmod(module, { greeting: 'a "b"' })).rejects.toThrow('can hold neither');

  const shell = machine.shell();
  shell.end('echo $((40 + 2)); exit 5\n');
  const shown = await text(shell);
  expect(shown).toMatch(/^42\r$/m);
  expect(await shell.status).toBe(5);

  await expect(machine.restore('nosuch')).rejects.toThrow('nosuch');
  expect(await machine.mustExec('echo it goes on')).toBe('it goes on\n');
  await machine.snapshot();
  await expect(machine.mustExec('echo c > /proc/sysrq-trigger; sleep 60')).rejects.toThrow(/kernel panic|oopsed/);
  await expect(machine.restore()).rejects.toThrow('the machine is off');
  await machine.close();
  await expect(machine.snapshot()).rejects.toThrow('the machine is off');
});

test('a test that fails has the console and the log in its message', async () => {
  // Inside the package, so that its name leads to it.
  const root = mkdtempSync(path.join(repository, 'test/fixtures-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  writeFileSync(path.join(root, 'vitest.config.ts'), 'export default {};');
  writeFileSync(
    path.join(root, 'one.test.ts'),
    `import { vm } from 'ktest/vm';
import { test as base, expect } from 'vitest';
const test = base.extend(vm.fixtures({ kernel: '${kernel}', cpus: 1 }));
test('passes', { timeout: 300000 }, async ({ machine }) => {
  expect(await machine.mustExec('echo one')).toBe('one\\n');
});
test('fails', { timeout: 300000 }, async ({ machine }) => {
  await machine.mustExec('echo from the case > /dev/kmsg');
  expect(1).toBe(2);
});
`,
  );
  const words = ['vitest', 'run', '--root', root, '--reporter', 'json'];
  const done = await startProgram('npx', words, { cwd: repository }).done;
  const report = JSON.parse(done.stdout) as {
    testResults: { assertionResults: (Assertion & { failureMessages: string[] })[] }[];
  };
  const [passes, fails] = report.testResults.flatMap((file) => file.assertionResults);
  expect(passes?.status).toBe('passed');
  expect(fails?.status).toBe('failed');
  expect(fails?.failureMessages.join()).toMatch(
    /kernel log since[\s\S]*from the case[\s\S]*console, its last lines:[\s\S]*Run \/init/,
  );
});
