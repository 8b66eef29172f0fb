// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { commandList, type ListedCommand } from '../table.js';
import { firstSummary, firstWords, type Offer, operandOffer, valueOffer, vmCommands } from './words.js';

/** Completions of fish: a line for each command and option. */
export function fish(): string {
  const first = firstWords.map((word) => line('__fish_use_subcommand', [`-a ${word}`], firstSummary(word)));
  const second = vmCommands.map(({ name, summary }) =>
    line('__ktest_is vm', [`-a ${name.slice('vm '.length)}`], summary),
  );
  return [
    '# Completion of ktest for fish: ktest completions fish | source',
    // The command's words, without options, are exactly these.
    'function __ktest_is',
    '    set -l words (commandline -opc)',
    `    test (count $words) -eq (math (count $argv) + 1); and test "$words[2..-1]" = "$argv"`,
    'end',
    'function __ktest_in',
    '    set -l words (commandline -opc)',
    '    set -l last (math (count $argv) + 1)',
    '    test (count $words) -ge $last; and test "$words[2..$last]" = "$argv"',
    'end',
    'complete -c ktest -f',
    ...first,
    ...second,
    ...commandList.flatMap(commandLines),
    '',
  ].join('\n');
}

function commandLines(command: ListedCommand): string[] {
  const inside = `__ktest_in ${command.name}`;
  const options = command.options.map((option) => {
    const names = [`-l ${option.name}`, ...(option.short ? [`-s ${option.short}`] : [])];
    return line(inside, [...names, ...(option.value ? ['-r', ...offer(valueOffer(option))] : [])], option.description);
  });
  const operands = operandOffer(command);
  return operands === 'nothing' ? options : [...options, line(inside, offer(operands))];
}

function offer(what: Offer): string[] {
  if (what === 'nothing') return ['-f'];
  if (what === 'files') return ['-F'];
  return [`-f -a ${quote(what === 'folders' ? '(__fish_complete_directories)' : what.words.join(' '))}`];
}

function line(condition: string, words: string[], description?: string): string {
  const about = description === undefined ? [] : ['-d', quote(description)];
  return ['complete -c ktest', '-n', quote(condition), ...words, ...about].join(' ');
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
