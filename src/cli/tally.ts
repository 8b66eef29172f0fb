// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { RunEvent } from '../events/events.js';
import { exploringText } from '../report/exploration.js';

/** How far a run is. */
export class Tally {
  private programs = 0;
  private known = 0;
  private selected = 0;
  private ended = 0;
  private exploring = '';

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
      case 'exploring':
        this.exploring = `; ${event.suite}.${event.case}: ${exploringText(event)}`;
        break;
      case 'case-end':
        this.ended++;
        this.exploring = '';
        break;
    }
  }

  /** A total only once every program has said what is in it: one that grows says nothing. */
  get words(): string {
    if (this.known >= this.programs) return `[${this.ended}/${this.selected}] running${this.exploring}`;
    return `running program ${this.known + 1} of ${this.programs}, ${this.ended} cases have ended`;
  }
}
