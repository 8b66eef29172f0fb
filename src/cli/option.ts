// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Config } from '../config/schema.js';
import { nearest } from '../util/nearest.js';
import { UserError } from '../util/user-error.js';

/**
 * Where cases run, as options see it: `emulated` and `tree` are processes with the emulated headers or a
 * kernel tree's; `uml` has a tree's suites built in, `uml-module` loads other tests as modules.
 */
export type Place = 'emulated' | 'tree' | 'uml' | 'uml-module' | 'qemu';

/** What may be said of any option besides its type. */
export interface Traits {
  description: string;
  short?: string;
  /** The setting of ktest.config that it overrides. */
  config?: keyof Config;
  /** Places that can not honour it, and why: what follows `--NAME: ` in the refusal. */
  refusedIn?: Partial<Record<Place, string>>;
  /** It changes what a case does: the command that runs one case alone repeats it. */
  isForCase?: boolean;
}

/** One option; `T` is what its words become. */
export interface Option<T> extends Traits {
  /** The value's name in help; a flag has none. */
  value?: string;
  isRepeatable?: boolean;
  /** Its value if it is given without one; then `--NAME=VALUE` is the only way to give another. */
  usual?: string;
  /** Values that there are, or the part before "=" of them. */
  choices?: readonly string[];
  /** `words` are its values as typed, in their order; `name` is `--NAME`. */
  read(words: readonly string[], name: string): T;
}

// biome-ignore lint/suspicious/noExplicitAny: any option fits into a table; Values<> gives each its type back.
export type OptionTable = Record<string, Option<any>>;

/** The values of a table's options; a key is the option's name in camel case. */
export type Values<O extends OptionTable> = { [K in keyof O]: O[K] extends Option<infer T> ? T : never };

/** A command line as a command takes it. */
export interface Invocation<O extends OptionTable> {
  options: Values<O>;
  operands: string[];
  /** The words behind `--`, of a command that takes a command of its own. */
  rest: string[];
  /** What was typed: option keys and their words. */
  given: ReadonlyMap<string, readonly string[]>;
}

export function flag(traits: Traits): Option<boolean> {
  return { ...traits, read: (words) => words.length > 0 };
}

export function text(value: string, traits: Traits): Option<string | undefined> {
  return { ...traits, value, read: (words) => words[0] };
}

export function texts(value: string, traits: Traits): Option<string[]> {
  return { ...traits, value, isRepeatable: true, read: (words) => [...words] };
}

export function choice<const C extends readonly string[]>(
  value: string,
  choices: C,
  traits: Traits,
): Option<C[number] | undefined> {
  return {
    ...traits,
    value,
    choices,
    read: ([word], name) => {
      if (word === undefined) return undefined;
      checkChoice(word, choices, name);
      return word;
    },
  };
}

export interface NumberRange {
  min: number;
  max?: number;
  isFraction?: boolean;
}

export function number(value: string, range: NumberRange, traits: Traits): Option<number | undefined> {
  return {
    ...traits,
    value,
    read: ([word], name) => (word === undefined ? undefined : readNumber(word, range, name)),
  };
}

function readNumber(word: string, range: NumberRange, name: string): number {
  const value = Number(word);
  const { min, max = Number.MAX_SAFE_INTEGER, isFraction = false } = range;
  if (word.trim() === '' || !(value >= min && value <= max) || !(isFraction || Number.isInteger(value))) {
    const kind = isFraction ? 'a number' : 'a whole number';
    const limit = range.max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
    throw new UserError(`${name} ${word}: takes ${kind} ${limit}`);
  }
  return value;
}

export function checkChoice(word: string, choices: readonly string[], name: string): void {
  if (choices.includes(word)) return;
  const near = nearest(word, [...choices]);
  throw new UserError(`${name} ${word}: ${near ? `did you mean "${near}"?` : `known are ${choices.join(', ')}`}`);
}

/** `buildDir` is `--build-dir`. */
export function optionName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Options that every command has. */
export const common = {
  help: flag({ short: 'h', description: 'print this help' }),
  color: choice('WHEN', ['auto', 'always', 'never'], {
    description: 'colour: auto (a terminal, unless NO_COLOR is set), always or never',
  }),
};

export interface Command<O extends OptionTable> {
  /** What follows the name in the usage line. */
  usage: string;
  summary: string;
  /** How many operands it takes, if not any number. */
  operands?: { max: number };
  /** What follows `--` is a command to run elsewhere, not operands. */
  takesCommand?: boolean;
  /** Paragraphs of its help. */
  details: string[];
  options: O;
  examples: [command: string, meaning: string][];
}

/** Keeps the options' types, and checks the rest. */
export function command<O extends OptionTable>(spec: Command<O>): Command<O> {
  return spec;
}

/** A table's options with their names, without the dashes. */
export function optionList(options: OptionTable): (Option<unknown> & { name: string })[] {
  return Object.entries(options).map(([key, option]) => ({ ...option, name: optionName(key).slice(2) }));
}
