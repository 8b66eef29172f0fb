// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { distance } from 'fastest-levenshtein';

/** The candidate most like `word`, or undefined when none is within `limit` changed letters. */
export function nearest(
  word: string,
  candidates: Iterable<string>,
  limit = Math.max(2, Math.floor(word.length / 3)),
): string | undefined {
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const d = distance(word, candidate);
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}
