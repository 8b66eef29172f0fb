// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { folder, ktestProgram, linux, repository, startProgram, suite } from './rig.js';

/** Commands that README.md, docs/ and --help show, to be run one after the other in one folder. */
export interface Documented {
  /** FILE:LINE */
  where: string;
  commands: string[];
  /** What `cat NAME` shows there. */
  files: Record<string, string>;
}

const pages = [
  'README.md',
  'examples/README.md',
  ...readdirSync(path.join(repository, 'docs')).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'));

/** Each console block and each example, in all pages, once; docs/cli.md has those of --help. */
export function documented(): Documented[] {
  const all = pages.flatMap((page) => {
    const text = readFileSync(path.join(repository, page), 'utf8');
    const blocks = [...text.matchAll(/^```console\n([\s\S]*?)^```/gm)].map((match) => ({
      where: `${page}:${lineOf(text, match.index)}`,
      ...consoleBlock(match[1] ?? ''),
    }));
    // In a sentence: `ktest run` alone is its name; with words behind it, it is meant to be typed.
    const inline = [...text.matchAll(/`([^`\n]*\bktest [^`\n]*)`/g)]
      .filter(([, command = '']) => !/…|\bNAME\b|\bDIR\b|\bA B\b/.test(command))
      .filter(([, command = '']) => /^ktest (?:vm )?[a-z-]+$/.test(command) === false)
      .map((match) => ({ where: `${page}:${lineOf(text, match.index)}`, commands: [match[1] ?? ''], files: {} }));
    return [...blocks, ...inline].filter(({ commands }) => commands.some((command) => /\bktest /.test(command)));
  });
  const inFull = all.map(({ commands, files }) => JSON.stringify([commands, files]));
  return all.filter((_, at) => inFull.indexOf(inFull[at] ?? '') === at);
}

/** Whether it takes what a short test has not: a tree's build, a kernel, a machine, a download. */
export function isLong({ commands }: Documented): boolean {
  return commands.some((command) => /--tree|--backend|ktest vm|--kernel|\.ktest\/|\/projects\//.test(command));
}

/** Whether it takes a machine with an image, whose making or download is another test's. */
export function takesMachine({ commands }: Documented): boolean {
  return commands.some((command) => /ktest vm (up|exec|ssh|cp|log|down|rm)|vm build-kernel/.test(command));
}

/** What is left without commands that take ~/linux for a kernel that was built there; test/e2e/vm.test.ts has such. */
export function withoutBuiltKernel(one: Documented): Documented[] {
  const commands = one.commands.filter((command) => !command.includes('--kernel ~/linux'));
  return commands.length > 0 ? [{ ...one, commands }] : [];
}

function consoleBlock(text: string): Pick<Documented, 'commands' | 'files'> {
  const commands: string[] = [];
  const files: Record<string, string> = {};
  for (const part of text.split(/^\$ /m).slice(1)) {
    const [command = '', ...output] = part.split('\n');
    const file = /^cat (\S+)$/.exec(command)?.[1];
    if (file) files[file] = output.join('\n');
    else commands.push(command);
  }
  return { commands, files };
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

const passes = '\tKUNIT_EXPECT_EQ(test, 1, 1);';

/** A folder with all that the commands name, and a home with ~/linux; runs them as a user would type them. */
export async function perform({ commands, files }: Documented) {
  const namesModule = commands.some((command) => command.includes('./mymodule'));
  const excluded = ['examples/*', ...(namesModule ? [] : ['mymodule/*']), 'test_foo.c', 'trie_test.c'];
  const atLine42 = suite({ at_line_42: passes }, { name: 'trie', head: '\n'.repeat(37) });
  const cwd = folder({
    'counter.c': '#include "counter.h"\nint counter_next(int n)\n{\n\treturn n + 1;\n}\n',
    'counter.h': 'int counter_next(int n);\n',
    'foo_test.c': suite({ works: passes }, { name: 'foo' }),
    'trie_test.c': atLine42,
    'test_foo.c':
      '#include <linux/module.h>\nstatic int __init foo(void)\n{\n\treturn 0;\n}\nmodule_init(foo);\nMODULE_LICENSE("GPL");\n',
    'mymodule/my_test.c': suite({ works: passes }, { name: 'mymodule' }),
    'test.sh': 'true\n',
    'results/keep': '',
    'ktest.config.json': JSON.stringify({ exclude: excluded }),
    ...files,
  });
  const home = folder({}, 'home');
  symlinkSync(linux, path.join(home, 'linux'));
  symlinkSync(path.join(repository, 'examples'), path.join(cwd, 'examples'));
  mkdirSync(path.join(cwd, 'lib'));
  copyFileSync(path.join(linux, 'lib/list-test.c'), path.join(cwd, 'lib/list-test.c'));
  // `ktest init` and `ktest run` of README.md are about the counter alone.
  const isInit = commands.some((command) => command === 'ktest init');
  const shell = /completions (zsh|fish)/.exec(commands.join('\n'))?.[1] ?? 'bash';
  const script = [
    ...(isInit ? ['rm -rf ktest.config.json *_test.c test_foo.c lib mymodule examples'] : []),
    ...commands.map((command) => (shell === 'fish' ? `${command}; or exit 1` : command)),
  ].join('\n');
  const env = { HOME: home, PATH: `${path.dirname(ktestProgram)}:${process.env['PATH']}` };
  return startProgram(shell, shell === 'fish' ? ['-N', '-c', script] : ['-e', '-c', script], { cwd, env }).done;
}
