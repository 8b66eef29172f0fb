// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { ExitCode } from '../util/exit-codes.js';
import { interruptTools } from '../util/interruption.js';

/** The first Ctrl-C (or SIGTERM) stops what runs and still reports; the second leaves at once. */
export function interruptible(): { signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(ExitCode.interrupted);
    controller.abort();
    interruptTools();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('SIGHUP', onSignal);
  return {
    signal: controller.signal,
    dispose() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
      process.off('SIGHUP', onSignal);
    },
  };
}
