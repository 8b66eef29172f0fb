// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Compiler } from './compiler.js';
import type { Runtime } from './runtime.js';
import type { Variant } from './sanitize.js';

/** What programs are compiled and linked with. */
export interface Tools {
  compiler: Compiler;
  runtime: Runtime;
  variant: Variant;
}
