// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { cacheAdvice } from '../util/cache-dir.js';

/**
 * A compiler that can not write says nothing of the code: the sentence about the disk or $TMPDIR; undefined for other
 * words of it. It writes into `folder`.
 */
export function lackOfRoom(text: string, folder: string): string | undefined {
  const line =
    /^.*(?:No space left on device|Disk quota exceeded|[Cc]annot create temporary file|unable to make temporary file).*$/m.exec(
      text,
    )?.[0];
  if (line === undefined) return undefined;
  // The assembler begins with its input, which is a temporary file: what it can not write follows.
  const file = /Fatal error: can't \w+ (?:.* of )?(.*?): /.exec(line)?.[1] ?? line;
  const isTemporary = /temporary file|\/tmp\/|\bcc\w{6}\.[so]\b/.test(file);
  const fault = /No space|quota/.test(line) ? 'the disk is full: free some space' : 'no temporary file can be made';
  const advice = isTemporary ? ', or name another folder with TMPDIR=DIR' : cacheAdvice(folder);
  return `${fault}${advice} (${line.trim()})`;
}
