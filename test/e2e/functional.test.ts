// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { vm } from 'ktest/vm';
import { describe, expect, test } from 'vitest';
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
