// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Arguments } from './parse.js';

/** https://no-color.org: colour only on a terminal, never with NO_COLOR, unless asked for. */
export function useColor(args: Arguments, stream: NodeJS.WriteStream): boolean {
  const wish = args.text('color') ?? 'auto';
  if (wish !== 'auto') return wish === 'always';
  return (stream.isTTY ?? false) && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
}
