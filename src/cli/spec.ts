// SPDX-License-Identifier: MIT OR GPL-2.0-only

/** A command's option, for the table in table.ts. */
export interface OptionSpec {
  name: string;
  short?: string;
  /** The value's name in help; a flag has none. */
  value?: string;
  repeatable?: boolean;
  /** Words a completion can offer. */
  choices?: string[];
  description: string;
}

export interface CommandSpec {
  /** Two words for one of a group: `vm run`. */
  name: string;
  /** What follows the name in the usage line. */
  usage: string;
  summary: string;
  /** What follows `--` is a command to run elsewhere, not operands. */
  takesCommand?: boolean;
  /** Paragraphs of its help. */
  details: string[];
  options: OptionSpec[];
  examples: [command: string, meaning: string][];
}

/** Options that every command has. */
export const common: OptionSpec[] = [
  { name: 'help', short: 'h', description: 'print this help' },
  {
    name: 'color',
    value: 'WHEN',
    choices: ['auto', 'always', 'never'],
    description: 'colour: auto (a terminal, unless NO_COLOR is set), always or never',
  },
];
