// SPDX-License-Identifier: MIT OR GPL-2.0-only

/** A machine, as far as its end and its report are concerned. */
interface Reporting extends AsyncDisposable {
  report(): Promise<string>;
}

/** As much of a test runner's test as is needed here: vitest's. */
interface Task {
  result?: { state?: string; errors?: { message: string; stack?: string }[] | undefined } | undefined;
}

type Use<T> = (value: T) => Promise<void>;

/** For test.extend() of vitest: a machine for a file, and its console with each test that fails. */
export interface MachineFixtures<M> {
  machine: [(context: object, use: Use<M>) => Promise<void>, { scope: 'file' }];
  failureReport: [(context: { machine: M; task: Task }, use: Use<undefined>) => Promise<void>, { auto: true }];
}

export function machineFixtures<M extends Reporting>(boot: () => Promise<M>): MachineFixtures<M> {
  return {
    machine: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of what a fixture needs from this pattern
      async ({}, use) => {
        await using machine = await boot();
        await use(machine);
      },
      { scope: 'file' },
    ],
    failureReport: [
      async ({ machine, task }, use) => {
        await use(undefined);
        if (task.result?.state !== 'fail') return;
        const report = await machine.report();
        for (const error of task.result.errors ?? []) {
          const message = `${error.message}\n\n${report}`;
          // Some reporters print the stack, which begins with the message.
          error.stack = error.stack?.replace(error.message, () => message);
          error.message = message;
        }
      },
      { auto: true },
    ],
  };
}
