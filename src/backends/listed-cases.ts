// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Candidate } from '../run/selection.js';

/** The cases of a real kernel, which names them only while it runs. */
export class ListedCases {
  /** Whether the run came to its end, so that none is missing. */
  isWhole = false;
  private readonly cases: Candidate[] = [];

  add(cases: Candidate[]): void {
    this.cases.push(...cases);
  }

  async all(): Promise<Candidate[] | undefined> {
    return this.isWhole ? this.cases : undefined;
  }
}
