// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { describe, expect, test } from 'vitest';
import { folder, ktest, startProgram } from './rig.js';
import { Terminal } from './terminal.js';

async function script(shell: string): Promise<string> {
  const done = await ktest(['completions', shell]);
  expect(done.status).toBe(0);
  return done.stdout;
}

describe.each([
  ['bash', 'bash --norc --noprofile -i'],
  ['zsh', 'zsh -f -i'],
])('completions of %s', (shell, command) => {
  test('load and complete, in an interactive shell', async () => {
    const cwd = folder({ completions: await script(shell), 'answer_test.c': '', 'some folder/x': '' });
    expect((await startProgram(shell, ['-n', 'completions'], { cwd }).done).stderr).toBe('');
    const terminal = new Terminal(command, { cwd, env: { TERM: 'dumb' } });
    const loads = 'ktest() { echo "got<$*>"; }; source ./completions; echo re\'\'ady\n';
    await terminal.type(loads, /ready/);
    const answer = (line: string) => terminal.type(`${line}\n`, /got<(.*)>\r?\n/);
    expect(await answer('ktest compl\tba\t')).toBe('completions bash');
    expect(await answer('ktest vm do\t')).toBe('vm down');
    expect(await answer('ktest run --repo\t js\t')).toBe('run --reporter json');
    expect(await answer('ktest run --color=al\t')).toBe('run --color=always');
    expect(await answer('ktest vm run --mem\t 1G')).toBe('vm run --memory 1G');
    expect(await answer('ktest run --tree so\t answ\t')).toMatch(/^run --tree some folder\/? answer_test\.c$/);
    await terminal.type('exit\n', /exit|$/);
  });
});

test('completions of fish load and complete', async () => {
  const cwd = folder({ completions: await script('fish'), 'answer_test.c': '', 'some/x': '' });
  const complete = async (line: string) => {
    const words = ['-N', '-c', 'source completions; complete -C "$argv"', line];
    const done = await startProgram('fish', words, { cwd, env: { HOME: cwd } }).done;
    expect(done.stderr).toBe('');
    return done.stdout.split('\n').map((offered) => offered.split('\t')[0]);
  };
  expect(await complete('ktest ru')).toEqual(['run', '']);
  expect(await complete('ktest vm do')).toEqual(['down', '']);
  expect(await complete('ktest run --repo')).toEqual(['--reporter', '']);
  expect(await complete('ktest run --reporter js')).toEqual(['json', '']);
  expect(await complete('ktest vm run --mem')).toEqual(['--memory', '']);
  expect(await complete('ktest run --tree so')).toEqual(['some/', '']);
  expect(await complete('ktest run answ')).toEqual(['answer_test.c', '']);
  expect(await complete('ktest completions z')).toEqual(['zsh', '']);
});

test('a shell that is none', async () => {
  const done = await ktest(['completions', 'tcsh']);
  expect(done).toEqual({ status: 2, stdout: '', stderr: 'ktest: completions: name a shell: bash, zsh, fish\n' });
});
