// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { getSystemErrorMap } from 'node:util';
import type { KtapCase } from '../../events/ktap-reader.js';
import type { ModuleTest } from '../../project/module-tests.js';
import { failureInLog, logSentence } from '../../run/log-words.js';
import { shellQuote } from '../../util/command.js';
import type { Guest } from '../../vm/guest.js';

/** A module whose tests run when it is loaded, without KUnit: its suite has the cases init and exit. */
export interface PlainModule extends Omit<ModuleTest, 'arguments'> {
  /** Whether it can be unloaded. */
  hasExit: boolean;
}

/** One that says by an error that all is well is never loaded, so never unloaded. */
export function plainCases({ hasExit, initResult }: PlainModule): ('init' | 'exit')[] {
  return hasExit && initResult === 0 ? ['init', 'exit'] : ['init'];
}

/**
 * Loads it, and unloads it again where it can be. busybox tries a second way to load what did not load.
 */
export async function runPlain(
  guest: Guest,
  module: PlainModule & { file: string },
  which: string,
  seconds: number,
): Promise<KtapCase> {
  const words = ['insmod', module.file, ...module.parameters].map(shellQuote).join(' ');
  const loaded = await guest.exec(words, seconds);
  const lines = loaded.log.map(({ text }) => text);
  const result = (failure?: string, skipped?: string): KtapCase => ({
    suite: module.module,
    name: which,
    ok: failure === undefined,
    lines,
    parameters: [],
    ...(failure !== undefined && { directive: { word: '', text: failure } }),
    ...(skipped !== undefined && { directive: { word: 'SKIP', text: skipped } }),
  });
  const said = loaded.stderr.toString().trim().replace(/^.*: /, '');
  if (loaded.status !== 0) {
    if (which === 'exit') return result(undefined, 'init does not succeed, so there is nothing to unload');
    if (module.initResult !== 0 && saysError(said, module.initResult)) {
      const told = failureInLog(lines);
      return result(told && logSentence(told));
    }
    const hint = module.initResult === 0 ? '; if this error means success, pass --init-result' : '';
    return result(`it was not loaded: ${said}${hint}`);
  }
  if (module.hasExit) {
    const unloaded = await guest.exec(`rmmod ${module.module}`, seconds);
    lines.push(...unloaded.log.map(({ text }) => text));
    if (unloaded.status !== 0) return result(`it was not unloaded: ${unloaded.stderr.toString().trim()}`);
  }
  return module.initResult === 0 ? result() : result(`init returned 0, not ${module.initResult} as --init-result says`);
}

/** busybox's insmod has words of its own for some errors, and the system's for the others. */
const insmodWords = new Map([
  ['ENOEXEC', 'invalid module format'],
  ['ENOENT', 'unknown symbol in module, or unknown parameter'],
  ['ESRCH', 'module has wrong symbol version'],
  ['EINVAL', 'invalid parameters'],
]);

function saysError(text: string, error: number): boolean {
  const [name = '', words = ''] = getSystemErrorMap().get(error) ?? [];
  return [words, insmodWords.get(name)].includes(text.toLowerCase());
}
