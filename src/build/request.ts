// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Config } from '../config/schema.js';
import type { ModuleWords } from '../project/module-tests.js';

/** What is to be built, as a command line says it; the words are checked where they are understood. */
export interface BuildRequest {
  /** Files, folders, FILE:LINE and globs. */
  operands: string[];
  /** A configuration file instead of the project's own. */
  configFile: string | undefined;
  /** Settings that replace the configuration's. */
  settings: Config;
  /** A kernel source tree, or a folder of installed headers. */
  tree: string | undefined;
  /** A tree of another back end of the run: the first choice where the emulated headers end. */
  offeredTree?: string | undefined;
  /** Why programs can not have a tree's headers: an option that these can not honour. */
  treeRefusal?: string | undefined;
  /** Lines of .config for the tree's configuration. */
  kconfig: string[];
  /** Further folders for symbols. */
  sources: string[];
  sanitize: string[];
  /** Each access to memory is seen by the engine, which may let another task run before it. */
  isInstrumented: boolean;
  /** Of kernel code no more debug information than backtraces need. */
  hasLinesOnly: boolean;
  /** What is found in a tree's own suites fails them. */
  isStrict?: boolean;
  buildDir: string | undefined;
  /** What self-tests that run in module_init() are told. */
  modules: ModuleWords;
  /** The programs are built for later runs' sake. */
  isPreparation?: boolean;
}

export const noWords: ModuleWords = { params: [], initResults: [], ignoreWarnings: [] };

/** Who is told how a build goes. */
export interface BuildListener {
  /** What is done now, for whoever waits. */
  show(text: string): void;
  /** One of `total` steps; without a total, only what is done. */
  step(done: number, total: number, what: string): void;
  /** Nothing is waited for any more. */
  clear(): void;
  /** A sentence that stays. */
  say(sentence: string): void;
  /** A sentence for one who sees no progress. */
  sayOnce(sentence: string): void;
  /** A sentence that helps who waits at a terminal, and is of no use in a log. */
  sayAtTerminal(sentence: string): void;
}

/** A configuration with what the command line says on top. */
export function withSettings(config: Config, settings: Config): Config {
  return { ...config, ...settings };
}
