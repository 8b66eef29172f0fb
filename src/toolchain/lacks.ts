// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readTextIfAny } from '../util/files.js';
import { withoutGuard } from './host-headers.js';

export type LackKind = 'header' | 'function' | 'name' | 'type' | 'member';

/** A header that a compiler did not find, or a name that no header declares. */
export interface Lack {
  kind: LackKind;
  /** linux/cdev.h, cdev_add, `struct cdev`, fmode_t; of a member, its own name. */
  name: string;
  /** Of a member: its structure. */
  of?: string;
  file: string;
  line: number;
}

/** What a compiler's errors say. */
export interface Errors {
  lacks: Lack[];
  /** Errors that tell of nothing missing, as the compiler worded them. */
  others: string[];
}

interface ErrorLine {
  file: string;
  line: number;
  text: string;
}

const errorLine = /^(.+?):(\d+):(?:\d+:)? (?:fatal )?error: (.*)$/gm;
const tag = /\b(struct|union|enum) (\w+)/;

/** What gcc's and clang's words mean; the first that fits counts. */
const meanings: [LackKind, RegExp][] = [
  ['header', /^(.+): No such file or directory/],
  ['header', /^'(.+)' file not found/],
  ['function', /implicit declaration of function [‘'](\w+)/],
  ['function', /call to undeclared (?:library )?function '(\w+)'/],
  ['function', /function-like macro '(\w+)' is not defined/],
  ['name', /^[‘'](\w+)[’'] undeclared/],
  ['name', /use of undeclared identifier '(\w+)'/],
  ['type', /unknown type name [‘'](\w+)/],
];

const member = [
  /^[‘'](?:const |volatile )*((?:struct|union) \w+)[ *]*[’'].* has no member named [‘'](?<name>\w+)/,
  /^no member named '(?<name>\w+)' in '(?<of>(?:struct|union) \w+)'/,
];

/** Reads a compiler's errors, and from the sources what the words of an error leave out. */
export function errorsIn(output: string): Errors {
  const lacks = new Map<string, Lack>();
  const others: string[] = [];
  const incomplete = new Set<string>();
  for (const [whole, file = '', line, text = ''] of output.matchAll(errorLine)) {
    const at: ErrorLine = { file, line: Number(line), text };
    const lack = lackOf(at);
    if (!lack) others.push(whole);
    else if (!lacks.has(lackKey(lack))) lacks.set(lackKey(lack), lack);
    if (lack?.kind === 'type') incomplete.add(lack.name);
  }
  // A structure that nothing defines has no members either: that says nothing new.
  return { lacks: [...lacks.values()].filter(({ of }) => of === undefined || !incomplete.has(of)), others };
}

/** Equal for two lacks of the same thing. */
export function lackKey({ kind, name, of }: Lack): string {
  return `${kind} ${of ?? ''} ${name}`;
}

function lackOf(error: ErrorLine): Lack | undefined {
  const { file, line, text } = error;
  for (const [kind, words] of meanings) {
    const name = words.exec(text)?.[1];
    if (name !== undefined) return { kind, name: withoutGuard(name), file, line };
  }
  for (const words of member) {
    const found = words.exec(text);
    const name = found?.groups?.['name'];
    const of = found?.groups?.['of'] ?? found?.[1];
    if (name !== undefined && of !== undefined) return { kind: 'member', name, of, file, line };
  }
  return incompleteType(error) ?? unknownMacro(error);
}

/** gcc names the variable, and not always the type. */
function incompleteType({ file, line, text }: ErrorLine): Lack | undefined {
  if (!/incomplete|undefined type|storage size of/.test(text)) return undefined;
  const found = tag.exec(text) ?? declaredWith(/[‘'](\w+)[’']/.exec(text)?.[1], sourceLine(file, line));
  return found ? { kind: 'type', name: found[0], file, line } : undefined;
}

/** The structure in a variable's declaration. */
function declaredWith(variable: string | undefined, source: string): RegExpExecArray | null {
  const declares = variable && new RegExp(`${tag.source}[ \\t*]+${variable}\\b`).exec(source);
  return tag.exec(declares ? declares[0] : source);
}

/** A macro that nothing defines, where a declaration or a condition of #if stands: the error does not name it. */
function unknownMacro({ file, line, text }: ErrorLine): Lack | undefined {
  const source = sourceLine(file, line);
  if (/^missing binary operator before token "\("/.test(text)) {
    const names = [...source.matchAll(/\b(\w+)\s*\(/g)].map((match) => match[1] ?? '');
    const name = names.find((one) => !/^(if|elif|defined|__has_\w+)$/.test(one));
    return name === undefined ? undefined : { kind: 'function', name, file, line };
  }
  const isDeclaration =
    /^type defaults to [‘']int[’'] in declaration of|^expected (declaration specifiers or|[‘']\)[’'] before|identifier or [‘']\([’'] before)|type specifier missing|^expected parameter declarator/.test(
      text,
    );
  const name = /^([A-Za-z_]\w*)\s*\(/.exec(source)?.[1];
  if (!isDeclaration || name === undefined) return undefined;
  // Without a type before it, what stands at the line's start is called, not declared.
  return { kind: 'function', name, file, line };
}

function sourceLine(file: string, line: number): string {
  return (readTextIfAny(file) ?? '').split('\n')[line - 1] ?? '';
}
