// SPDX-License-Identifier: MIT OR GPL-2.0-only

/** What the tool's exit status means; documented in docs/cli.md. */
export const ExitCode = {
  /** Everything that ran passed, and something ran. */
  ok: 0,
  /** A case failed, timed out, leaked, crashed or was unsupported. */
  failed: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** The code does not build. */
  build: 3,
  /** No case matched. */
  nothing: 4,
  /** A needed tool or backend is missing or broken. */
  missing: 5,
  /** `vm run`: the guest's kernel reported a fault, whatever the command returned. */
  kernelReport: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
