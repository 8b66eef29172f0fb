// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { kconfigLine } from '../tree/kconfig-line.js';
import { type Option, type Traits, texts } from './option.js';

/** --kconfig NAME=VALUE, as lines of .config. */
export function kconfigLines(traits: Traits): Option<string[]> {
  return { ...texts('NAME=VALUE', traits), read: (words) => words.map(kconfigLine) };
}
