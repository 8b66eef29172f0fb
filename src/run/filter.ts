// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { nearest } from '../util/nearest.js';
import { UserError } from '../util/user-error.js';
import { type Candidate, caseGlob, type Filter } from './selection.js';

/**
 * Filter expressions, the same for the command line and kunit.py's attribute
 * filters:
 *
 *   expression = term { ("|" | "or") term }
 *   term       = factor { ("&" | "and" | ",") factor }
 *   factor     = ("!" | "not") factor | "(" expression ")" | attribute | glob
 *   attribute  = "speed" (< <= = != >= >) speed | "module" (= | !=) glob
 *              | "suite" (= | !=) glob | "case" (= | !=) glob | "is_init" (= | !=) ("true" | "false")
 *   glob       = SUITE[.CASE], as a target
 */
const speeds = ['very_slow', 'slow', 'normal'];
const attributes = ['speed', 'module', 'suite', 'case', 'is_init'];

export function parseFilter(text: string): Filter {
  const tokens = tokenize(text);
  let at = 0;
  const fail = (what: string): never => {
    throw new UserError(`--filter "${text}": ${what}`);
  };
  const accept = (...words: string[]) => words.includes(tokens[at] ?? '') && ++at > 0;

  const expression = (): Filter => {
    const terms = [term()];
    while (accept('|', 'or')) terms.push(term());
    return (candidate) => terms.some((matches) => matches(candidate));
  };
  const term = (): Filter => {
    const factors = [factor()];
    while (accept('&', 'and', ',')) factors.push(factor());
    return (candidate) => factors.every((matches) => matches(candidate));
  };
  const factor = (): Filter => {
    if (accept('!', 'not')) {
      const inner = factor();
      return (candidate) => !inner(candidate);
    }
    if (accept('(')) {
      const inner = expression();
      if (!accept(')')) fail('a closing parenthesis is missing');
      return inner;
    }
    const word = tokens[at++];
    if (word === undefined || /^[&|,)<>=!]/.test(word))
      return fail(`a suite, case or attribute is missing${word ? ` before "${word}"` : ''}`);
    if (/^[<>=!]=?$/.test(tokens[at] ?? '')) return attribute(word, tokens[at++] ?? '', tokens[at++]);
    const matches = caseGlob(word);
    return (candidate) => matches(candidate.suite, candidate.case);
  };
  const attribute = (name: string, operator: string, value: string | undefined): Filter => {
    if (!attributes.includes(name)) {
      const near = nearest(name, attributes);
      return fail(
        `there is no attribute "${name}"${near ? `: did you mean "${near}"?` : `: known are ${attributes.join(', ')}`}`,
      );
    }
    if (value === undefined) return fail(`${name}${operator} has no value`);
    if (name === 'speed') {
      const wanted = speeds.indexOf(value);
      if (wanted < 0) return fail(`"${value}" is no speed: known are ${speeds.join(', ')}`);
      return (candidate) => compare(speeds.indexOf(candidate.speed) - wanted, operator);
    }
    if (operator !== '=' && operator !== '!=') return fail(`${name} can be compared with = and != only`);
    const matches = caseGlob(value);
    const of = (candidate: Candidate): string =>
      name === 'is_init' ? String(candidate.isInit) : String(candidate[name as 'module' | 'suite' | 'case']);
    return (candidate) => matches(of(candidate), '') === (operator === '=');
  };

  const filter = expression();
  if (at < tokens.length) fail(`"${tokens[at]}" was not expected`);
  return filter;
}

function compare(difference: number, operator: string): boolean {
  switch (operator) {
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
    case '=':
      return difference === 0;
    default:
      return difference !== 0;
  }
}

function tokenize(text: string): string[] {
  return text.match(/!=|<=|>=|[<>=!&|,()]|[^\s<>=!&|,()]+/g) ?? [];
}
