// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { commandList, type ListedCommand } from './table.js';

const exitCodes = [
  ['0', 'everything that ran passed, and something ran'],
  ['1', 'a case failed, timed out, leaked, crashed or was unsupported'],
  ['2', 'usage or configuration'],
  ['3', 'the code does not build'],
  ['4', 'nothing matched'],
  ['5', 'a needed tool or backend is missing or broken'],
  ['130', 'interrupted'],
] as const;

/** All commands, or those of a group, whose names begin alike. */
export function overview(group = ''): string {
  const shown = commandList.filter((command) => command.name.startsWith(group));
  const width = Math.max(...shown.map((command) => command.name.length)) + 2;
  return [
    'ktest: unit tests of Linux kernel C code as ordinary programs',
    '',
    'usage: ktest COMMAND [OPTION…] [ARGUMENT…]',
    '',
    ...shown.map((command) => `  ${command.name.padEnd(width)}${command.summary}`),
    '',
    '`ktest COMMAND --help` tells more; `ktest --version` prints the version.',
    '',
  ].join('\n');
}

export function commandHelp(command: ListedCommand, width = 100): string {
  const lines = [`usage: ktest ${command.name} ${command.usage}`.trimEnd(), '', command.summary, ''];
  for (const paragraph of command.details) lines.push(...wrap(paragraph, width), '');
  lines.push('options:');
  for (const option of command.options) {
    const [first = '', ...rest] = wrap(option.description, width - 28);
    const head = `  ${optionWords(option)}`;
    if (head.length < 27) lines.push(head.padEnd(28) + first);
    else lines.push(head, ' '.repeat(28) + first);
    for (const line of rest) lines.push(' '.repeat(28) + line);
  }
  if (command.examples.length > 0) {
    lines.push('', 'examples:');
    for (const [example, meaning] of command.examples) lines.push(`  ${example}`, `      ${meaning}`);
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
  return `${short}--${option.name}${option.value ? ` ${option.value}` : ''}`;
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
