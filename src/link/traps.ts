// SPDX-License-Identifier: MIT OR GPL-2.0-only

/** Where trap stubs lie: addresses below every program, which nothing ever maps. */
const trapBase = 0x210000;
const trapEnd = 0x3f0000;

/** One address for each symbol, spread so that an access behind a symbol's start still names it. */
export function trapAddresses(symbols: string[]): [string, number][] {
  const sorted = [...symbols].sort();
  const room = Math.floor((trapEnd - trapBase) / (sorted.length + 1));
  const step = Math.min(0x1000, 2 ** Math.floor(Math.log2(room)));
  return sorted.map((symbol, i) => [symbol, trapBase + i * step]);
}
