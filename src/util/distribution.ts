// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readTextIfAny } from './files.js';

/** The family of this machine's distribution: which packages it has. */
export type Distribution = 'debian' | 'fedora' | 'arch';

export function distribution(): Distribution {
  const text = readTextIfAny('/etc/os-release') ?? '';
  const ids = [...text.matchAll(/^ID(?:_LIKE)?=(.*)$/gm)].map((match) => match[1]).join(' ');
  if (/fedora|rhel|suse/.test(ids)) return 'fedora';
  return /arch/.test(ids) ? 'arch' : 'debian';
}
