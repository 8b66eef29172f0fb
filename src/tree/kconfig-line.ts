// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { UserError } from '../util/user-error.js';

/** A word of --kconfig as a line of .config. */
export function kconfigLine(word: string): string {
  const match = /^(?:CONFIG_)?(\w+)=(.+)$/.exec(word);
  if (!match) throw new UserError(`--kconfig ${word}: write NAME=VALUE, such as REGMAP=y`);
  return match[2] === 'n' ? `# CONFIG_${match[1]} is not set` : `CONFIG_${match[1]}=${match[2]}`;
}
