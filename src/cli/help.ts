// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { plainText } from './characters.js';
import { commandList, type ListedCommand } from './table.js';

const exitCodes = [
  ['0', 'everything that ran passed, and something ran'],
  ['1', 'a case failed, timed out, leaked, crashed or was unsupported'],
  ['2', 'usage or configuration'],
  ['3', 'the code does not build'],
  ['4', 'nothing matched'],
  ['5', 'a needed tool or backend is missing or broken'],
  ['70', "`vm run`: the guest's kernel reported a fault, whatever the command returned"],
  ['130', 'interrupted'],
] as const;

/** All commands, or those of a group, whose names begin alike. */
export function overview(group = '', width = 100): string {
  const shown = commandList.filter((command) => command.name.startsWith(group));
  const column = Math.max(...shown.map((command) => command.name.length)) + 4;
  return [
    ...wrap('ktest: unit tests of Linux kernel C code as ordinary programs', width),
    '',
    ...wrap('usage: ktest COMMAND [OPTION…] [ARGUMENT…]', width),
    '',
    ...shown.flatMap((command) => entry(command.name, command.summary, column, width)),
    '',
    ...wrap('`ktest COMMAND --help` tells more; `ktest --version` prints the version.', width),
    '',
  ].join('\n');
}

export function commandHelp(command: ListedCommand, width = 100): string {
  const usage = `usage: ktest ${command.name} ${command.usage}`.trimEnd();
  const lines = [...wrap(usage, width), '', ...wrap(command.summary, width), ''];
  for (const paragraph of command.details) lines.push(...wrap(paragraph, width), '');
  lines.push('options:');
  for (const option of command.options) lines.push(...entry(optionWords(option), option.description, 28, width));
  if (command.examples.length > 0) {
    lines.push('', 'examples:');
    // A command is never wrapped: it is there to be copied.
    for (const [example, meaning] of command.examples) lines.push(`  ${example}`, ...indented(meaning, 6, width));
  }
  return `${lines.join('\n')}\n`;
}

/** docs/cli.md. */
export function markdown(): string {
  const lines = [
    '<!-- Generated from src/cli/table.ts by `npm run generate`: do not edit. -->',
    '# The command line',
    '',
    ...commandList.map(
      (command) => `- [\`ktest ${command.name}\`](#ktest-${command.name.replace(' ', '-')}): ${command.summary}`,
    ),
    '',
    '| exit status | meaning |',
    '|---|---|',
    ...exitCodes.map(([code, meaning]) => `| ${code} | ${meaning} |`),
    '',
  ];
  for (const command of commandList) {
    lines.push(`## ktest ${command.name}`, '', '```', `ktest ${command.name} ${command.usage}`.trimEnd(), '```', '');
    for (const paragraph of command.details) lines.push(paragraph, '');
    lines.push('| option | meaning |', '|---|---|');
    for (const option of command.options) {
      lines.push(`| \`${optionWords(option)}\` | ${option.description.replaceAll('|', '\\|')} |`);
    }
    lines.push('');
    for (const [example, meaning] of command.examples) lines.push(`- \`${example}\`: ${meaning}`);
    if (command.examples.length > 0) lines.push('');
  }
  return lines.join('\n');
}

function optionWords(option: ListedCommand['options'][number]): string {
  const short = option.short ? `-${option.short}, ` : '';
  return `${short}--${option.name}${option.value ? (option.usual === undefined ? ` ${option.value}` : `[=${option.value}]`) : ''}`;
}

/** As wide as the terminal, or as $COLUMNS says; not wider than one reads with ease. */
export function helpWidth(): number {
  const width = process.stdout.columns || Number(process.env['COLUMNS']) || 80;
  return Math.max(20, Math.min(width, 120));
}

/** A name and what it means: beside it from `column` on, or below where the terminal is narrow or the name is long. */
function entry(name: string, meaning: string, column: number, width: number): string[] {
  const plain = plainText(name);
  if (width < column + 30) return [`  ${plain}`, ...indented(meaning, 6, width)];
  const lines = indented(meaning, column, width);
  const head = `  ${plain}`;
  if (head.length >= column) return [head, ...lines];
  return [head.padEnd(column) + (lines[0] ?? '').trimStart(), ...lines.slice(1)];
}

function indented(text: string, column: number, width: number): string[] {
  return wrap(text, width - column).map((line) => ' '.repeat(column) + line);
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
