// SPDX-License-Identifier: MIT OR GPL-2.0-only

/**
 * Self-tests that return an error when all is well return the same when all is not: only their log tells.
 * The first line that does so.
 */
export function failureInLog(lines: string[]): string | undefined {
  return lines.find(tellsOfFailure)?.trim();
}

const good = [
  // A kernel's word on every module without a signature.
  /\bmodule verification failed\b/g,
  /\b(?:0|no|none|without|never|not)\s+(?:(?:tests?|cases?|errors?|any)\s+)?(?:have\s+|has\s+)?fail\w*/gi,
  /\bfail\w*\s*[:=]?\s*0\b(?![x.]?\d)/gi,
  /\b(?:expected|should|supposed|must|as\s+expected)\s+(?:to\s+)?fail\w*/gi,
  /\bx?fail\w*\s*(?:,|\()?\s*as\s+expected/gi,
  /\bxfail\w*/gi,
];
const bad = /\bfail(?:ed|s|ures?|ing)?\b|\bnot ok\b|\bmismatch(?:es)?\b|\bexpected\b.*\b(?:but|got|was)\b/i;

function tellsOfFailure(line: string): boolean {
  const passed = /\b(\d+)\s*(?:\/|(?:out )?of)\s*(\d+)\b.*\bpass/i.exec(line);
  if (passed) return passed[1] !== passed[2];
  return bad.test(good.reduce((text, pattern) => text.replace(pattern, ''), line));
}

export function logSentence(line: string): string {
  return `init returned what --init-result says, but the log tells of a failure: ${line}`;
}
