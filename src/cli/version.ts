// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { installRoot } from '../toolchain/flags.js';

export function toolVersion(): string {
  return (JSON.parse(readFileSync(path.join(installRoot, 'package.json'), 'utf8')) as { version: string }).version;
}
