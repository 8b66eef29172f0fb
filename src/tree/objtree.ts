// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isFile, makeFolder, readTextIfAny, writeAtomically } from '../util/files.js';

/** How an object tree (kbuild's O=) gets its configuration. */
export interface ObjtreeConfiguration {
  objtree: string;
  /** The .config that Kconfig completes. */
  text: string;
  /** olddefconfig: what the text does not mention has its default; allnoconfig: it is off. */
  target: 'olddefconfig' | 'allnoconfig';
  /** What the configuration was made of, as a text; it is made again when this changes. */
  stamp(): string;
  /** Runs the tree's make in it. */
  make(words: string[]): Promise<void>;
  /** Refuses a configuration that lacks something. */
  check(options: Map<string, string>): void;
  /** What else belongs to a configured tree. */
  prepare?(): Promise<void>;
}

/** Whether the object tree has the configuration already. */
export function isConfigured({ objtree, stamp }: Pick<ObjtreeConfiguration, 'objtree' | 'stamp'>): boolean {
  return isFile(path.join(objtree, '.config')) && readTextIfAny(stampFile(objtree)) === stamp();
}

/** Configures an object tree; to be called with its lock held. One that was cut off is configured again. */
export async function configureObjtree(configuration: ObjtreeConfiguration): Promise<void> {
  const { objtree, text, target, stamp, make, check, prepare } = configuration;
  if (isConfigured(configuration)) return;
  makeFolder(objtree);
  writeAtomically(path.join(objtree, '.config'), text);
  const wanted = path.join(objtree, '.ktest-wanted');
  if (target === 'allnoconfig') writeAtomically(wanted, text);
  await make(target === 'allnoconfig' ? [`KCONFIG_ALLCONFIG=${wanted}`, target] : [target]);
  check(readOptions(path.join(objtree, '.config')));
  await prepare?.();
  writeAtomically(stampFile(objtree), stamp());
}

/** The options that a .config sets: CONFIG_NAME → its value. */
export function readOptions(file: string): Map<string, string> {
  const options = new Map<string, string>();
  for (const match of readFileSync(file, 'utf8').matchAll(/^(CONFIG_\w+)=(.*)$/gm)) {
    options.set(match[1] ?? '', match[2] ?? '');
  }
  return options;
}

function stampFile(objtree: string): string {
  return path.join(objtree, '.ktest-configured');
}
