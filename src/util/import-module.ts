// SPDX-License-Identifier: MIT OR GPL-2.0-only

/**
 * A module of the user's, loaded by Node.js. It stands in a file of its own because the bundled tool has another one:
 * scripts/build.mjs puts the import() of src/cli/start.ts in its place.
 */
export const importModule = (url: string): Promise<unknown> => import(url);
