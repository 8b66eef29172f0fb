// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { type ConfiguredTree, makeObjects } from './configure.js';

/** Objects that the tree's own build makes while ktest goes on: one make at a time. */
export class TreeMake {
  private queue: string[] = [];
  private running: Promise<void> | undefined;

  constructor(
    private readonly configured: ConfiguredTree,
    private readonly jobs: number,
    readonly say: (what: string) => void,
  ) {}

  get isBusy(): boolean {
    return this.running !== undefined;
  }

  /** Has objects made; their sources' generated headers are made with them. */
  ask(objects: string[]): void {
    if (objects.length === 0) return;
    this.queue.push(...objects);
    this.running ??= this.work();
  }

  /** Resolves when all that was asked for is made, or can not be made. */
  async done(): Promise<void> {
    await this.running;
  }

  private async work(): Promise<void> {
    while (this.queue.length > 0) {
      const objects = this.queue;
      this.queue = [];
      this.say("generating with the tree's own build");
      await makeObjects(this.configured, objects, this.jobs);
    }
    this.running = undefined;
  }
}
