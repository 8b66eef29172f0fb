// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { isFile, readTextIfAny } from '../util/files.js';

const include = /^[ \t]*#[ \t]*include[ \t]*["<]([^">]+)[">]/gm;
const definition = /^[ \t]*#[ \t]*define[ \t]+(\w+)\([^)]*\)((?:[^\\\n]|\\\n|\\.)*)/gm;
const registers = /\bkunit_test_(?:init_section_)?suites?\b/;
/** How far up the folders a header is looked for, as it is or in include/. */
const levels = 6;
const mostHeaders = 100;

/** What macros registered suites in headers, by header; read once a run. */
const texts = new Map<string, string>();

/**
 * Whether one of these macros, which a file calls at its top level, leads to kunit_test_suite(): a project may have
 * a macro of its own around it, in a header. Only text is looked at: the file is not compiled yet.
 */
export function callsSuiteMacro(file: string, calls: string[]): boolean {
  const bodies = new Map<string, string>();
  const queue = [file];
  for (const at of queue) {
    const text = textOf(at);
    for (const [, name = '', body = ''] of text.matchAll(definition)) bodies.set(name, body);
    for (const [, name = ''] of text.matchAll(include)) {
      const header = findHeader(name, path.dirname(at));
      if (header && !queue.includes(header) && queue.length < mostHeaders) queue.push(header);
    }
  }
  return calls.some((name) => leadsToSuites(name, bodies, new Set()));
}

function leadsToSuites(name: string, bodies: Map<string, string>, seen: Set<string>): boolean {
  const body = bodies.get(name);
  if (body === undefined || seen.has(name)) return false;
  seen.add(name);
  return registers.test(body) || (body.match(/\w+/g) ?? []).some((word) => leadsToSuites(word, bodies, seen));
}

function findHeader(name: string, folder: string): string | undefined {
  let at = folder;
  for (let i = 0; i < levels; i++, at = path.dirname(at)) {
    const found = [path.join(at, name), path.join(at, 'include', name)].find(isFile);
    if (found) return found;
  }
  return undefined;
}

function textOf(file: string): string {
  const known = texts.get(file) ?? readTextIfAny(file) ?? '';
  texts.set(file, known);
  return known;
}
