// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { RunEvent } from '../events/events.js';

/** Turns the event stream into text, as it comes. */
export interface Reporter {
  on(event: RunEvent): void;
}

export interface ReporterOptions {
  /** Where the text goes. */
  write(text: string): void;
  color: boolean;
  /** A line for each case, not only for each suite. */
  verbose: boolean;
  cwd: string;
}

export type ReporterFactory = (options: ReporterOptions) => Reporter;
