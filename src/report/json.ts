// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Reporter, ReporterOptions } from './reporter.js';

/** The event stream itself, one object a line: docs/reports.md. */
export function jsonReporter({ write }: ReporterOptions): Reporter {
  return { on: (event) => write(`${JSON.stringify(event)}\n`) };
}
