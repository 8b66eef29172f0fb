// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Config } from '../config/schema.js';
import { parseSize } from '../vm/topology.js';
import { type OptionTable, optionName } from './option.js';

/** The settings of the configuration that options were given for. */
export function settingsOf(
  options: Record<string, unknown>,
  given: ReadonlyMap<string, unknown>,
  table: OptionTable,
): Config {
  const settings: Record<string, unknown> = {};
  for (const [key, { config }] of Object.entries(table)) {
    if (config === undefined || !given.has(key)) continue;
    settings[config] = config === 'memory' ? parseSize(String(options[key]), optionName(key)) : options[key];
  }
  return settings as Config;
}
