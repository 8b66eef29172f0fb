// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { UserError } from '../util/user-error.js';

export function parseSeed(text: string): bigint {
  if (!/^\d{1,20}$/.test(text) || BigInt(text) >= 2n ** 64n) {
    throw new UserError(`--seed ${text}: takes a whole number from 0 to ${2n ** 64n - 1n}`);
  }
  return BigInt(text);
}
