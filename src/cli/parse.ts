// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { parseArgs } from 'node:util';
import { nearest } from '../util/nearest.js';
import { UserError } from '../util/user-error.js';
import { type Command, type Invocation, type Option, type OptionTable, optionName, type Values } from './option.js';

/** A command's words, checked against its entry in the table and read once. */
export function parseInvocation<O extends OptionTable>(
  name: string,
  command: Command<O>,
  words: string[],
): Invocation<O> {
  const keys = new Map(Object.keys(command.options).map((key) => [optionName(key).slice(2), key]));
  const { tokens } = parseArgs({
    args: words,
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      [...keys].map(([long, key]) => {
        const { value, short, usual } = command.options[key] as Option<unknown>;
        const takesNext = value !== undefined && usual === undefined;
        return [long, { type: takesNext ? ('string' as const) : ('boolean' as const), ...(short && { short }) }];
      }),
    ),
  });
  const given = new Map<string, string[]>();
  const operands: string[] = [];
  const rest: string[] = [];
  let isRest = false;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') isRest = command.takesCommand === true;
    if (token.kind === 'positional') (isRest ? rest : operands).push(token.value);
    if (token.kind !== 'option') continue;
    const key = keys.get(token.name);
    if (key === undefined) throw unknownOption(name, [...keys.keys()], token.rawName);
    given.set(key, [...(given.get(key) ?? []), wordOf(command.options[key] as Option<unknown>, key, token.value)]);
  }
  if (!given.has('help')) checkOperands(name, command, operands, rest);
  return { options: readOptions(command.options, given), operands, rest, given };
}

/** The values of options by their words; also those that a configuration file says. */
export function readOptions<O extends OptionTable>(
  options: O,
  given: ReadonlyMap<string, readonly string[]>,
): Values<O> {
  const values = Object.entries(options).map(([key, option]) => {
    const words = given.get(key) ?? [];
    const isTwice = words.length > 1 && option.value !== undefined && !option.isRepeatable;
    if (isTwice) throw new UserError(`${optionName(key)}: is given twice (${words.join(', ')}): give it once`);
    return [key, option.read(words, optionName(key))];
  });
  return Object.fromEntries(values) as Values<O>;
}

function wordOf(option: Option<unknown>, key: string, value: string | undefined): string {
  const name = optionName(key);
  if (!option.value) {
    if (value !== undefined) throw new UserError(`${name} takes no value`);
    return 'true';
  }
  if (value === undefined && option.usual !== undefined) return option.usual;
  if (value === undefined || value === '') throw new UserError(`${name} needs a value: ${name} ${option.value}`);
  return value;
}

function checkOperands(name: string, command: Command<OptionTable>, operands: string[], rest: string[]): void {
  const { max = Number.POSITIVE_INFINITY } = command.operands ?? {};
  const extra = operands[max];
  if (extra === undefined) return;
  const takes = max === 0 ? 'takes no argument' : `takes ${max === 1 ? 'one argument' : `${max} arguments`}`;
  const hint = command.takesCommand && rest.length === 0 ? ': a command stands behind --' : '';
  throw new UserError(`${name} ${takes}, and "${extra}" is too many${hint}`);
}

function unknownOption(command: string, names: string[], word: string): UserError {
  const near = nearest(
    word,
    names.map((name) => `--${name}`),
  );
  return new UserError(
    `unknown option ${word}${near ? `: did you mean ${near}?` : `: see \`ktest ${command} --help\``}`,
  );
}
