// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { RunEvent } from '../events/events.js';

/** How far a run is. */
export class Tally {
  private programs = 0;
  private known = 0;
  private selected = 0;
  private ended = 0;

  add(event: RunEvent): void {
    switch (event.type) {
      case 'run-start':
        this.programs = event.programs;
        break;
      case 'program':
        this.known++;
        for (const suite of event.suites) this.selected += suite.cases.length;
        break;
      case 'program-failed':
        this.known++;
        break;
      case 'case-end':
        this.ended++;
        break;
    }
  }

  /** A total only once every program has said what is in it: one that grows says nothing. */
  get words(): string {
    if (this.known >= this.programs) return `[${this.ended}/${this.selected}] running`;
    return `running program ${this.known + 1} of ${this.programs}, ${this.ended} cases have ended`;
  }
}
