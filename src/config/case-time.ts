// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Config } from './schema.js';

/** What a case may take, in seconds. */
export function caseSeconds({ timeout }: Config): number {
  return timeout ?? 60;
}
