// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ElfError } from '../../src/toolchain/elf-tables.js';
import { readElf } from '../../src/tree/elf.js';
import { Reachability, type Reached } from '../../src/tree/reach.js';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'ktest-elf-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** An object that gcc makes of a text. */
function compile(name: string, text: string): string {
  const object = path.join(scratch, `${name}.o`);
  execFileSync(
    'gcc',
    ['-x', 'c', '-', '-c', '-O1', '-fno-pic', '-ffunction-sections', '-fdata-sections', '-o', object],
    {
      input: text,
    },
  );
  return object;
}

describe('an object', () => {
  const object = compile(
    'used',
    `extern int outer(void);
extern int perhaps(void) __attribute__((weak));
int table[2] = { 1, 2 };
static int helper(int x) { return x + table[1]; }
int (*pointer)(int) = helper;
int caller(int x) { return pointer(x) + outer() + (perhaps ? perhaps() : 0); }
int __attribute__((weak)) soft(void) { return 3; }
`,
  );
  const elf = readElf(object);
  const refersOf = (name: string) => elf.refers.get(elf.defines.get(name) ?? -1);

  test('what it defines, strongly and weakly', () => {
    expect([...elf.defines.keys()].sort()).toEqual(['caller', 'pointer', 'soft', 'table']);
    expect([...elf.weakDefines]).toEqual(['soft']);
    expect([...elf.functions.keys()].sort()).toEqual(['caller', 'helper', 'soft']);
    expect(elf.sections[elf.defines.get('caller') ?? 0]).toBe('.text.caller');
  });

  test('what each section refers to', () => {
    expect([...(refersOf('caller')?.symbols ?? [])].sort()).toEqual(['outer', 'perhaps', 'pointer']);
    expect([...elf.weakNeeds]).toEqual(['perhaps']);
    const helper = [...(refersOf('pointer')?.sections ?? [])].map((index) => elf.sections[index]);
    expect(helper).toEqual(['.text.helper']);
  });

  test('that is cut off anywhere is refused by a sentence, never by a crash', () => {
    const whole = readFileSync(object);
    const file = path.join(scratch, 'cut.o');
    for (let size = 0; size < whole.length; size += 7) {
      writeFileSync(file, whole.subarray(0, size));
      expect(() => readElf(file), `${size} bytes`).toThrow(ElfError);
    }
  });

  test.each([
    ['nothing', ''],
    ['a text', 'int main(void) { return 0; }\n'.repeat(9)],
    ['a program', readFileSync('/proc/self/exe').subarray(0, 4096)],
    ['an object of 32 bits', Buffer.from(readFileSync(object)).fill(1, 4, 5)],
  ])('%s is none', (name, content) => {
    const file = path.join(scratch, 'none.o');
    writeFileSync(file, content);
    expect(() => readElf(file), name).toThrow(/none\.o: is not a relocatable object/);
  });

  test('that is not there, or a folder', () => {
    expect(() => readElf(path.join(scratch, 'nowhere.o'))).toThrow(/can not be read \(ENOENT\)/);
    expect(() => readElf(scratch)).toThrow(/can not be read \(EISDIR\)/);
  });
});

describe('reachability', () => {
  const units: Record<string, string> = {
    suite: 'extern int used(void); int start(void) { return used(); }',
    used: 'extern int missing(void); int used(void) { return missing(); } int other(void) { extern int never(void); return never(); }',
    strong: 'int soft(void) { return 1; }',
    soft: 'extern int far(void); int __attribute__((weak)) soft(void) { return far(); } int used(void) { return soft(); }',
    driver: `extern int needed(void); static int init(void) { return needed(); }
int (*entry)(void) __attribute__((section(".initcall6.init"), used)) = init;`,
    hook: 'extern int state; void hook_init(void) { state = 1; } int used(void) { return 0; }',
  };
  const follow = (sources: string[], options: { loaded?: string[]; hooks?: string[] } = {}): Reached => {
    const hooks = (options.hooks ?? []).map((name) => ({ name, inner: [] }));
    const reachability = new Reachability({ symbols: ['start'], sections: /^$/, of: new Set(['suite']) }, hooks);
    for (const source of sources) {
      const isLoaded = options.loaded?.includes(source) ?? false;
      const elf = readElf(compile(source, units[source] ?? ''));
      reachability.add({ source, elf, runsInitcalls: isLoaded, isLoaded });
    }
    return reachability.follow();
  };

  test('follows what is called, and nothing else', () => {
    const { sources, missing } = follow(['suite', 'used', 'driver']);
    expect(sources).toEqual(['suite', 'used']);
    expect([...missing]).toEqual([['missing', 'used']]);
  });

  test('a strong definition takes the place of a weak one that was followed already', () => {
    expect([...follow(['suite', 'soft']).missing.keys()]).toEqual(['far']);
    expect([...follow(['suite', 'soft', 'strong']).missing.keys()]).toEqual([]);
  });

  test('initcalls of what is loaded run even if nothing refers to them', () => {
    const { sources, initcalls, missing } = follow(['suite', 'used', 'driver'], { loaded: ['driver'] });
    expect(sources).toContain('driver');
    expect(initcalls).toEqual(['driver']);
    expect(missing.has('needed')).toBe(true);
  });

  test('a boot hook runs when its file is in the program', () => {
    expect(follow(['suite', 'hook'], { hooks: ['hook_init'] }).hooks).toEqual(['hook_init']);
    expect(follow(['suite', 'used'], { hooks: ['hook_init'] }).hooks).toEqual([]);
  });
});
