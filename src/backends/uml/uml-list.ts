// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Candidate } from '../../run/selection.js';

/** A suite as it is listed: what holds for each of its cases. */
interface Listed {
  name: string;
  speed: string;
  module: string;
  isInit: boolean;
}

const usual = { speed: 'normal', module: '', isInit: false };

/**
 * The cases that a kernel's list names. With attributes it has this form:
 *
 *     suite
 *     # module: name
 *     suite.case
 *     # case.speed: slow
 */
export function listedCases(lines: string[], fileOf: (suite: string) => string | undefined): Candidate[] {
  const cases: Candidate[] = [];
  let suite: Listed | undefined;
  for (const line of lines.map((text) => text.trim())) {
    const [, attribute, value = ''] = /^# (.+): (\S+)$/.exec(line) ?? [];
    const last = cases.at(-1);
    if (attribute !== undefined) {
      if (last && attribute === `${last.case}.speed`) last.speed = value;
      else if (suite) take(suite, attribute, value);
      continue;
    }
    const [, named, name] = /^([^\s.]\S*)\.([\w-]+)$/.exec(line) ?? [];
    const file = named === undefined ? undefined : fileOf(named);
    if (named === undefined || name === undefined || file === undefined) {
      if (/^\S+$/.test(line)) suite = { name: line, ...usual };
      continue;
    }
    const { speed, module, isInit } = suite?.name === named ? suite : usual;
    cases.push({ file, suite: named, case: name, speed, module, isInit });
  }
  return cases;
}

function take(suite: Listed, attribute: string, value: string): void {
  if (attribute === 'speed') suite.speed = value;
  else if (attribute === 'module') suite.module = value;
  else if (attribute === 'is_init') suite.isInit = value === 'true';
}
