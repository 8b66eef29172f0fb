// SPDX-License-Identifier: MIT OR GPL-2.0-only

import { nearest } from '../util/nearest.js';
import { parseNeeds } from './needs.js';
import { pastedNames } from './pasted-names.js';

/** What a C or assembly file's text says about itself, without compiling it. */
export interface SourceFacts {
  /** It registers KUnit suites. */
  isTest: boolean;
  /** It has a module_init(), a macro such as module_platform_driver(), or another initcall. */
  hasInitcall: boolean;
  /** Entries of a module that it defines by their names: init_module, cleanup_module. */
  namedEntries: string[];
  /** In a file about KUnit that registers no suite itself: what it calls at its top level, which may be a macro that does. */
  topLevelCalls: string[];
  /** It has a main(), so it is a program of its own. */
  hasMain: boolean;
  /** Names of the suites, as far as they are plain strings. */
  suites: string[];
  /** The .c files that it includes, as written. */
  includedSources: string[];
  /** Identifiers that it may define with external linkage; nm has the last word. */
  definitions: string[];
  /** `ktest: …` directives in its comments. */
  directives: Directive[];
}

export interface Directive {
  line: number;
  name: (typeof directiveNames)[number];
  words: string[];
  /** The case's function that it stands directly above. */
  function?: string;
  /** Set when the directive is not one: the sentence for the user. */
  error?: string;
}

const directiveNames = ['sources', 'cflags', 'needs', 'stack'] as const;

export function scanSource(text: string): SourceFacts {
  const isTest = /^\s*kunit_test_(?:init_section_)?suites?\s*\(/m.test(text);
  return {
    isTest,
    hasInitcall:
      /^[ \t]*(?:module_init|module_\w*(?:driver|device)\w*|KSTM_MODULE_LOADERS|\w+_initcall(?:_sync)?|__initcall)\s*\(/m.test(
        text,
      ),
    namedEntries: [...text.matchAll(/^(?:int|void)\s+(?:__init\s+|__exit\s+)?((?:init|cleanup)_module)\s*\(/gm)].map(
      (match) => match[1] ?? '',
    ),
    topLevelCalls: isTest || !/\bstruct\s+kunit\b/.test(text) ? [] : topLevelCalls(text),
    hasMain: /^(?:int\s+)?(?:__\w+\s+)?main\s*\(/m.test(text),
    suites: suiteNames(text),
    includedSources: [...text.matchAll(/^\s*#\s*include\s*"([^"]+\.c)"/gm)].map((m) => m[1] ?? ''),
    definitions: possibleDefinitions(text),
    directives: directives(text),
  };
}

/** Macros that are called where a definition could stand; in kernel style at the start of a line. */
function topLevelCalls(text: string): string[] {
  const names = [...text.matchAll(/^([A-Za-z_]\w*)[ \t]*\(/gm)].map((match) => match[1] ?? '');
  return [...new Set(names)].filter((name) => !/^(MODULE_|EXPORT_|module_|DEFINE_)/.test(name));
}

/** The strings that initialize `.name` in a struct kunit_suite. */
function suiteNames(text: string): string[] {
  const names: string[] = [];
  for (const match of text.matchAll(/struct\s+kunit_suite\s+\w+\s*=\s*\{([^}]*)\}/g)) {
    const name = /\.name\s*=\s*"([^"]*)"/.exec(match[1] ?? '');
    if (name?.[1]) names.push(name[1]);
  }
  return names;
}

/**
 * Definitions stand at the start of a line in kernel style. Macros that define
 * (DEFINE_MUTEX(x), EXPORT_SYMBOL(x), SYM_FUNC_START(x)) name it as an argument; those of attributes
 * make its name of that.
 */
function possibleDefinitions(text: string): string[] {
  const names = new Set<string>();
  for (const match of text.matchAll(
    /^(?!static\b|typedef\b|#|\/|\s)([A-Za-z_][^\n;={}()]*?)\s*(\(([^\n)]*)|[=;[])/gm,
  )) {
    const declared = match[1] ?? '';
    for (const part of declared.split(',')) for (const name of declaredNames(part)) names.add(name);
    const isMacroCall = /^\w+$/.test(declared) && match[3] !== undefined;
    if (isMacroCall) for (const word of match[3]?.match(/[A-Za-z_]\w*/g) ?? []) names.add(word);
  }
  for (const [, kind = '', name] of text.matchAll(/^(?:const )?(DEVICE|BUS|CLASS|DRIVER)_ATTR\w*\(\s*(\w+)/gm))
    names.add(`${kind === 'DEVICE' ? 'dev' : kind.toLowerCase()}_attr_${name}`);
  if (text.includes('##')) for (const name of pastedNames(text)) names.add(name);
  for (const [, prefix] of text.matchAll(/^INTERVAL_TREE_DEFINE\([^)]*\b(\w+)\s*\)/gm))
    for (const verb of ['insert', 'remove', 'iter_first', 'iter_next']) names.add(`${prefix}_${verb}`);
  for (const match of text.matchAll(/^\s*\.glob(?:a)?l\s+(\w+)/gm)) if (match[1]) names.add(match[1]);
  return [...names];
}

/** The last name of `struct x *name __attribute`, and what may be an attribute behind it. */
function declaredNames(declaration: string): string[] {
  const words = declaration.match(/\w+/g) ?? [];
  const names: string[] = [];
  for (let word = words.pop(); word !== undefined; word = words.pop()) {
    names.push(word);
    if (!word.startsWith('__')) break;
  }
  return names;
}

/** `rest` starts with the directive. */
function directive(line: number, name: Directive['name'], words: string[], rest: string): Directive {
  if (name === 'stack' && !/^\d{1,6}$/.test(words.join(' '))) {
    const error = `"ktest: stack ${words.join(' ')}": write the KiB that a task may use of its stack, or 0 for no limit`;
    return { line, name, words, error };
  }
  if (name !== 'needs') return { line, name, words };
  if (!parseNeeds(words)) {
    const error = `"ktest: needs ${words.join(' ')}": write nodes >= N, cpus >= N, cpuless node or memoryless node, with commas between them`;
    return { line, name, words, error };
  }
  const below = /^(?:[ \t]*(?:\/\*|\/\/|\*)[^\n]*\n)+(?:static )?void (\w+)\s*\(\s*struct kunit\b/.exec(rest);
  return { line, name, words, ...(below?.[1] && { function: below[1] }) };
}

/** Its `ktest: …` comments. */
export function directives(text: string): Directive[] {
  if (!text.includes('ktest:')) return [];
  const found: Directive[] = [];
  for (const match of text.matchAll(/^[ \t]*(?:\/\*|\/\/|\*)[ \t]*ktest:[ \t]*(.*?)[ \t]*(?:\*\/)?[ \t]*$/gm)) {
    const line = text.slice(0, match.index).split('\n').length;
    const [word = '', ...words] = (match[1] ?? '').split(/\s+/);
    const name = directiveNames.find((known) => known === word);
    if (name) found.push(directive(line, name, words, text.slice(match.index)));
    else {
      const near = nearest(word, directiveNames);
      const hint = near ? `did you mean "${near}"?` : `known are ${directiveNames.join(', ')}`;
      found.push({ line, name: 'sources', words: [], error: `unknown directive "ktest: ${word}": ${hint}` });
    }
  }
  return found;
}
