// SPDX-License-Identifier: MIT OR GPL-2.0-only

/** Makes a switch exhaustive: adding a member to the union fails to compile. */
export function unreachable(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
