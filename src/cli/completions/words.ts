// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { commandList, type ListedCommand } from '../table.js';

/** What a shell can offer in a place: some words, folders, files (and folders), or nothing. */
export type Offer = { words: readonly string[] } | 'folders' | 'files' | 'nothing';

type ListedOption = ListedCommand['options'][number];

/** For the value of an option. */
export function valueOffer({ choices, value = '' }: ListedOption): Offer {
  if (choices) return { words: choices };
  return placeOffer(value);
}

/** For a command's operands, by its usage line. */
export function operandOffer({ usage }: ListedCommand): Offer {
  const operands = usage.replace(/-o FILE\.so|--\S+( [A-Z]+)?|\[OPTION…\]/g, '');
  return /^[a-z|]+$/.test(operands) ? { words: operands.split('|') } : placeOffer(operands);
}

function placeOffer(name: string): Offer {
  if (/FILE|TARGET|SOURCE|COMMAND/.test(name)) return 'files';
  return /DIR|FOLDER|TREE/.test(name) ? 'folders' : 'nothing';
}

/** Words that may come first: `vm` stands for its group. */
export const firstWords = [...new Set(commandList.map(({ name }) => name.split(' ')[0] ?? ''))];

export const vmCommands = commandList.filter(({ name }) => name.startsWith('vm '));

export const vmWords = vmCommands.map(({ name }) => name.slice('vm '.length));

/** The summary of a first word. */
export function firstSummary(word: string): string {
  return commandList.find(({ name }) => name === word)?.summary ?? 'virtual machines';
}
