// SPDX-License-Identifier: MIT OR GPL-2.0-only
import os from 'node:os';
import path from 'node:path';
import type { Config } from '../config/schema.js';
import { nearest } from '../util/nearest.js';
import { UserError } from '../util/user-error.js';
import type { SourceFacts } from './scan.js';

/** A self-test without KUnit: its tests run when the module is loaded. */
export interface ModuleTest {
  /** The module's name, which is its suite's. */
  module: string;
  /** NAME=VALUE. */
  parameters: string[];
  /** What its init returns when all is well: 0, or the error by which it says so. */
  initResult: number;
  ignoresWarnings: boolean;
  /** The same, as its program is told. */
  arguments: string[];
}

/** Names by which a tree calls a test: test_xarray.c, rbtree_test.c, crc32test.c, utf8-selftest.c. */
const testName = /(?:^(?:self)?test[-_].*|(?:^|[-_]|[a-z0-9])(?:self)?test)\.c$/;

/** Whether a file is such a test; one that is named by the user need not have a test's name. */
export function isModuleTest(facts: SourceFacts, file: string, isNamed: boolean): boolean {
  if (facts.isTest || !(facts.hasInitcall || facts.namedEntries.includes('init_module'))) return false;
  return isNamed || testName.test(path.basename(file));
}

/** What a command line says of such modules: the words of --param, --init-result and --ignore-warnings. */
export interface ModuleWords {
  params: string[];
  initResults: string[];
  ignoreWarnings: string[];
}

/** What the command line and the configuration say of modules. */
export class ModuleWishes {
  private readonly params: { module: string | undefined; text: string; word: string }[] = [];
  private readonly results: { module: string | undefined; value: number; word: string }[] = [];

  private readonly ignoring: { module: string; word: string }[] = [];

  constructor(config: Config, words: ModuleWords) {
    for (const [module, settings] of Object.entries(config.modules ?? {})) {
      for (const [name, value] of Object.entries(settings.params ?? {})) {
        this.params.push({ module: moduleName(module), text: `${name}=${value}`, word: '' });
      }
      if (settings.initResult !== undefined) {
        this.results.push({ module: moduleName(module), value: errorNumber(`${settings.initResult}`), word: '' });
      }
      if (settings.ignoreWarnings) this.ignoring.push({ module: moduleName(module), word: '' });
    }
    for (const word of words.params) {
      const match = /^(?:([\w-]+)\.)?([\w-]+=.*)$/s.exec(word);
      if (!match) throw new UserError(`--param ${word}: write [MODULE.]NAME=VALUE, such as test_rhashtable.size=16`);
      this.params.push({ module: match[1] && moduleName(match[1]), text: match[2] ?? '', word: `--param ${word}` });
    }
    for (const word of words.ignoreWarnings) {
      this.ignoring.push({ module: moduleName(word), word: `--ignore-warnings ${word}` });
    }
    for (const word of words.initResults) {
      const match = /^(?:([\w-]+)=)?(-?\w+)$/.exec(word);
      if (!match) throw new UserError(`--init-result ${word}: write [MODULE=]ERROR, such as test_ida=-EINVAL`);
      const value = errorNumber(match[2] ?? '');
      this.results.push({ module: match[1] && moduleName(match[1]), value, word: `--init-result ${word}` });
    }
  }

  of(module: string): ModuleTest {
    const mine = <T extends { module: string | undefined }>(wishes: T[]) =>
      wishes.filter((wish) => wish.module === undefined || wish.module === module);
    const parameters = mine(this.params).map((param) => param.text);
    const initResult = mine(this.results).at(-1)?.value ?? 0;
    const ignoresWarnings = mine(this.ignoring).length > 0;
    const words = [
      ...parameters.map((text) => `--param=${text}`),
      ...(initResult === 0 ? [] : [`--init-result=${initResult}`]),
      ...(ignoresWarnings ? ['--ignore-warnings'] : []),
    ];
    return { module, parameters, initResult, ignoresWarnings, arguments: words };
  }

  /** A word of the command line that is for none of the modules is a mistake. */
  check(modules: string[]): void {
    for (const { module, word } of [...this.params, ...this.results, ...this.ignoring]) {
      if (word === '' || (module === undefined ? modules.length > 0 : modules.includes(module))) continue;
      const near = module && nearest(module, modules);
      const hint = near
        ? `did you mean ${near}?`
        : modules.length > 0
          ? `there are ${modules.join(', ')}`
          : 'only KUnit';
      throw new UserError(`${word}: no such module among the targets: ${hint}`);
    }
  }
}

/** Those of the words that are for one of these modules. */
export function wordsFor(modules: string[], words: ModuleWords): ModuleWords {
  const isMine = (module: string | undefined) =>
    module === undefined ? modules.length > 0 : modules.includes(moduleName(module));
  return {
    params: words.params.filter((word) => isMine(/^([\w-]+)\./.exec(word)?.[1])),
    initResults: words.initResults.filter((word) => isMine(/^([\w-]+)=/.exec(word)?.[1])),
    ignoreWarnings: words.ignoreWarnings.filter(isMine),
  };
}

export function moduleName(name: string): string {
  return name.replaceAll('-', '_');
}

/** -EAGAIN or -11; 0 is what init returns ordinarily. */
function errorNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number <= 0 && number > -4096) return number;
  const known = Object.entries(os.constants.errno).find(([name]) => `-${name}` === text)?.[1];
  if (known === undefined) throw new UserError(`${text}: no error of the kernel: write -EAGAIN, -11 or 0`);
  return -known;
}
