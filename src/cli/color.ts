// SPDX-License-Identifier: MIT OR GPL-2.0-only
/** The value of --color. */
export interface ColorWish {
  color: 'auto' | 'always' | 'never' | undefined;
}

/** https://no-color.org: colour only on a terminal, never with NO_COLOR, unless asked for. */
export function useColor({ color: wish = 'auto' }: ColorWish, stream: NodeJS.WriteStream): boolean {
  if (wish !== 'auto') return wish === 'always';
  return (stream.isTTY ?? false) && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
}
