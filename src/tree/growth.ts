// SPDX-License-Identifier: MIT OR GPL-2.0-only

/**
 * Which programs take part in the next round of growth. Programs that stopped at the same calls
 * most often go on alike: one of them leads, the others wait and then profit from what is known
 * by its end.
 */
export class Growth {
  private active: Set<string>;
  private readonly followers = new Map<string, string[]>();
  private readonly rounds = new Map<string, number>();

  constructor(
    tests: string[],
    private readonly jobs: number,
    private readonly maxRounds: number,
  ) {
    this.active = new Set(tests);
  }

  get tests(): string[] {
    return [...this.active];
  }

  /** What the round showed: the functions at which each program that can go on stopped. */
  next(stopped: Map<string, string[]>): void {
    const released: string[] = [];
    for (const test of this.active) if (!stopped.has(test)) released.push(...this.release(test));
    const leaders = new Map<string, string>();
    this.active = new Set();
    for (const [test, functions] of stopped) {
      const round = (this.rounds.get(test) ?? 0) + 1;
      this.rounds.set(test, round);
      if (round >= this.maxRounds) {
        released.push(...this.release(test));
        continue;
      }
      const key = [...functions].sort().join(' ');
      const leader = leaders.get(key);
      if (leader === undefined) {
        leaders.set(key, test);
        this.active.add(test);
      } else this.followers.set(leader, [...(this.followers.get(leader) ?? []), test, ...this.release(test)]);
    }
    for (const test of released) this.active.add(test);
    // Nothing is won by waiting for one when a processor has nothing to do.
    for (const [leader, [first, ...others]] of this.followers) {
      if (this.active.size >= this.jobs) break;
      if (first !== undefined) this.active.add(first);
      this.followers.set(leader, others);
    }
  }

  private release(leader: string): string[] {
    const tests = this.followers.get(leader) ?? [];
    this.followers.delete(leader);
    return tests;
  }
}
