// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { parseArgs } from 'node:util';
import { nearest } from '../util/nearest.js';
import { UserError } from '../util/user-error.js';
import type { CommandSpec, OptionSpec } from './spec.js';

/** A command's words, checked against its table entry. */
export class Arguments {
  constructor(
    private readonly values: Map<string, string[]>,
    readonly operands: string[],
    /** The words behind `--`, of a command that takes a command of its own. */
    readonly rest: string[] = [],
  ) {}

  /** The same options with other operands. */
  withOperands(operands: string[]): Arguments {
    return new Arguments(this.values, operands, this.rest);
  }

  /** The same, with values for options that were not given. */
  withDefaults(defaults: Map<string, string[]>): Arguments {
    return new Arguments(new Map([...defaults, ...this.values]), this.operands, this.rest);
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  text(name: string): string | undefined {
    return this.values.get(name)?.at(-1);
  }

  texts(name: string): string[] {
    return this.values.get(name) ?? [];
  }

  /** A number, or undefined when the option was not given. */
  number(name: string, range: { min: number; max?: number; integer?: boolean }): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    const { min, max = Number.MAX_SAFE_INTEGER, integer = true } = range;
    if (text.trim() === '' || !(value >= min && value <= max) || (integer && !Number.isInteger(value))) {
      const kind = integer ? 'a whole number' : 'a number';
      const limit = range.max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
      throw new UserError(`--${name} ${text}: takes ${kind} ${limit}`);
    }
    return value;
  }
}

export function parseArguments(command: CommandSpec, words: string[]): Arguments {
  const { tokens } = parseArgs({
    args: words,
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      command.options.map((option) => [
        option.name,
        {
          type: option.value ? ('string' as const) : ('boolean' as const),
          ...(option.short && { short: option.short }),
        },
      ]),
    ),
  });
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  const rest: string[] = [];
  let isRest = false;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') isRest = command.takesCommand === true;
    if (token.kind === 'positional') (isRest ? rest : operands).push(token.value);
    if (token.kind !== 'option') continue;
    const option = command.options.find((known) => known.name === token.name);
    if (!option) throw unknownOption(command, token.rawName);
    values.set(option.name, [...(values.get(option.name) ?? []), optionValue(option, token.value)]);
  }
  return new Arguments(values, operands, rest);
}

function optionValue(option: OptionSpec, value: string | undefined): string {
  if (!option.value) {
    if (value !== undefined) throw new UserError(`--${option.name} takes no value`);
    return 'true';
  }
  if (value === undefined || value === '')
    throw new UserError(`--${option.name} needs a value: --${option.name} ${option.value}`);
  const word = value.split('=')[0] ?? '';
  if (option.choices && !option.choices.includes(word)) {
    const near = nearest(word, option.choices);
    throw new UserError(
      `--${option.name} ${word}: ${near ? `did you mean "${near}"?` : `known are ${option.choices.join(', ')}`}`,
    );
  }
  return value;
}

function unknownOption(command: CommandSpec, name: string): UserError {
  const near = nearest(
    name,
    command.options.map((option) => `--${option.name}`),
  );
  return new UserError(
    `unknown option ${name}${near ? `: did you mean ${near}?` : `: see \`ktest ${command.name} --help\``}`,
  );
}
