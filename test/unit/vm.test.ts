// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { describeLeaks } from '../../src/backends/modules/kmemleak.js';
import { failuresIn, KtapReader } from '../../src/events/ktap-reader.js';
import { parseConsoleLine } from '../../src/vm/console.js';
import { makeSeed } from '../../src/vm/seed.js';
import { nodeNumbersNote, planTopology, type TopologyWish, topologyArguments } from '../../src/vm/topology.js';

const nothing: TopologyWish = { node: [], distance: [] };

describe('topology', () => {
  test('totals are split evenly, with a memory back end for each node', () => {
    const words = topologyArguments(planTopology({ ...nothing, nodes: 2, cpus: 4, memory: '2G' })).join(' ');
    expect(words).toBe(
      '-smp 4,sockets=2,cores=2,threads=1 -m 2048M -object memory-backend-ram,id=mem0,size=1024M -numa node,nodeid=0,cpus=0-1,memdev=mem0 ' +
        '-object memory-backend-ram,id=mem1,size=1024M -numa node,nodeid=1,cpus=2-3,memdev=mem1',
    );
  });

  test('a guest gives nodes without CPUs other numbers, which is said', () => {
    const note = (...node: string[]) => nodeNumbersNote(planTopology({ ...nothing, node }));
    expect(note('cpus=2,memory=1G', 'memory=512M')).toBeUndefined();
    expect(note('memory=512M', 'cpus=2,memory=1G')).toContain('node 1 is 0, 0 is 1 in the guest');
  });

  test('nodes without CPUs or without memory, distances both ways', () => {
    const plan = planTopology({
      ...nothing,
      node: ['cpus=2,memory=1G', 'memory=512M', 'cpus=1'],
      distance: ['0-2=31'],
    });
    const words = topologyArguments(plan);
    expect(words).toContain('node,nodeid=1,memdev=mem1');
    expect(words).toContain('node,nodeid=2,cpus=2');
    expect(words).toContain('dist,src=2,dst=0,val=31');
    expect(words).toContain('dist,src=0,dst=1,val=20');
  });

  test.each([
    [{ ...nothing, nodes: 3, cpus: 4 }, '--cpus 4 can not be divided evenly among 3 nodes'],
    [{ ...nothing, nodes: 3, cpus: 3, memory: '1G' }, '--memory 1G can not be divided evenly'],
    [{ ...nothing, node: ['cpus=0,memory=0'] }, 'has neither CPUs nor memory'],
    [{ ...nothing, node: ['memory=1G'] }, 'needs a node with CPUs'],
    [{ ...nothing, node: ['cpus=1'] }, 'needs a node with memory'],
    [{ ...nothing, node: ['cpus=1,memory=1G'], nodes: 2 }, '--nodes and --node'],
    [{ ...nothing, nodes: 2, distance: ['0-1=10'] }, 'from 11 to 254'],
    [{ ...nothing, nodes: 2, distance: ['0-1=21', '1-0=31'] }, '--distance 0-1=21 gives the distance of these two'],
    [{ ...nothing, nodes: 2, distance: ['0-5=20'] }, 'two different nodes from 0 to 1'],
    [{ ...nothing, cpus: 4, smp: 'sockets=1,cores=3,threads=1' }, 'is 3, but the machine has 4 CPUs'],
    [{ ...nothing, memory: '1.3M' }, 'write a size such as 512M'],
  ])('%o is refused', (wish, sentence) => {
    expect(() => planTopology(wish)).toThrow(sentence);
  });
});

test('names in the data of the first boot stay names', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ktest-seed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { file } = makeSeed(folder, 'on', { packages: ['yes', 'a: b'], userData: undefined });
  const text = readFileSync(file, 'latin1');
  expect(text).toContain('local-hostname: "on"\n');
  expect(text).toContain('packages: ["yes","a: b"]\n');
});

describe('console', () => {
  test("printk's prefixes go", () => {
    expect(parseConsoleLine('[    1.234567] hello\r')).toMatchObject({ text: 'hello', seconds: 1.234567 });
    expect(parseConsoleLine('[    1.234567][  T42]     ok 1 x').text).toBe('    ok 1 x');
    expect(parseConsoleLine('login:').seconds).toBeUndefined();
  });
});

describe('KTAP of a kernel', () => {
  const read = (text: string) => {
    const cases: unknown[] = [];
    const suites: unknown[] = [];
    const reader = new KtapReader({
      onCase: ({ suite, name, ok, directive, parameters }) =>
        cases.push([suite, name, ok, directive?.word, parameters.length]),
      onSuite: (name, ok) => suites.push([name, ok]),
    });
    for (const line of text.split('\n')) reader.line(line);
    return { cases, suites, pending: reader.pending() };
  };

  test('suites, cases, parameters, directives', () => {
    const { cases, suites } = read(`KTAP version 1
1..1
    KTAP version 1
    # Subtest: demo
    1..3
    ok 1 first
        KTAP version 1
        # Subtest: second
        ok 1 one
        not ok 2 two
    # second: pass:1 fail:1 skip:0 total:2
    not ok 2 second
    ok 3 third # SKIP not today
# demo: pass:1 fail:1 skip:1 total:3
not ok 1 demo`);
    expect(cases).toEqual([
      ['demo', 'first', true, undefined, 0],
      ['demo', 'second', false, undefined, 2],
      ['demo', 'third', true, 'SKIP', 0],
    ]);
    expect(suites).toEqual([['demo', false]]);
  });

  test("6.1's older dialect: no nested version lines, a dash before the name", () => {
    const { cases } = read('TAP version 14\n1..1\n    # Subtest: demo\n    1..1\n    ok 1 - first\nok 1 - demo');
    expect(cases).toEqual([['demo', 'first', true, undefined, 0]]);
  });

  test('what was printed before the end came is kept', () => {
    const { pending } = read('KTAP version 1\n1..1\n    # Subtest: demo\n    1..1\n    # first: on its way');
    expect(pending).toMatchObject({ suite: 'demo', lines: ['# first: on its way'] });
  });

  test('expectations with their place and text', () => {
    const { failures, rest } = failuresIn([
      '# first: EXPECTATION FAILED at lib/a.c:12',
      'Expected a == b, but',
      '    a == 1',
      '# first: something else',
    ]);
    expect(failures).toEqual([
      {
        file: 'lib/a.c',
        line: 12,
        fatal: false,
        text: 'EXPECTATION FAILED at lib/a.c:12\nExpected a == b, but\n    a == 1',
      },
    ]);
    expect(rest).toEqual(['# first: something else']);
  });
});

test('of a kmemleak report, what a module allocated', () => {
  const leak = (size: number, frame: string) =>
    `unreferenced object 0xff1100000a10 (size ${size}):\n  comm "case", pid 71, jiffies 4294\n  backtrace (crc 0):\n    __kmalloc_cache_noprof+0x123/0x2f0\n    ${frame}\n    kthread+0xcf/0x100\n`;
  const report = [
    leak(32, 'keep+0x1f/0x40 [queue_test]'),
    leak(64, 'acpi_add+0x10/0x90'),
    leak(96, 'fill+0x2/0x9 [queue_test]'),
  ].join('');
  expect(describeLeaks(report, 'queue_test')).toBe('128 bytes in 2 objects, allocated by keep(), fill()');
  expect(describeLeaks(report, 'queue')).toBeUndefined();
});
