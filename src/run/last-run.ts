// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { type CaseResult, isGood } from '../events/events.js';
import { readJsonIfAny, writeIfChanged } from '../util/files.js';
import { caseKey } from './selection.js';

const version = 1;

/** Keys of the cases that did not pass when they last ran. */
export function readLastFailed(file: string): Set<string> {
  return new Set(readJsonIfAny<{ version: number; failed: string[] }>(file, version)?.failed);
}

/** Takes a run's results in; cases that did not run keep what was known of them. */
export function updateLastFailed(
  file: string,
  results: Iterable<Pick<CaseResult, 'file' | 'suite' | 'case' | 'verdict'>>,
): void {
  const failed = readLastFailed(file);
  const ended = [...results].map((result) => ({ key: caseKey(result.file, result.suite, result.case), ...result }));
  for (const { key } of ended) failed.delete(key);
  // Several cases may have one name.
  for (const { key, verdict } of ended) if (!isGood(verdict)) failed.add(key);
  writeIfChanged(file, JSON.stringify({ version, failed: [...failed] }));
}
