// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { commandList, type ListedCommand } from '../table.js';
import { firstSummary, firstWords, type Offer, operandOffer, valueOffer, vmCommands } from './words.js';

/** A completion function of zsh, to be sourced or to be a file _ktest in $fpath. */
export function zsh(): string {
  const functions = commandList.map((command) =>
    [
      `_ktest_${command.name.replace(/\W/g, '_')}() {`,
      `  _arguments -s ${[...command.options.map(optionSpec), operandSpec(command)].map((spec) => `\\\n    ${quote(spec)}`).join(' ')}`,
      '}',
    ].join('\n'),
  );
  const firsts = firstWords.map((word) => quote(`${word}:${firstSummary(word)}`));
  const vms = vmCommands.map(({ name, summary }) => quote(`${name.slice('vm '.length)}:${summary}`));
  return `#compdef ktest
# Completion of ktest for zsh: source <(ktest completions zsh)
${functions.join('\n')}
_ktest() {
  local -a commands
  if ((CURRENT == 2)); then
    commands=(${firsts.join(' ')})
    _describe command commands
    return
  fi
  local command=$words[2]
  if [[ $command == vm ]]; then
    if ((CURRENT == 3)); then
      commands=(${vms.join(' ')})
      _describe 'vm command' commands
      return
    fi
    command=vm_$words[3]
    shift 2 words
    ((CURRENT -= 2))
  else
    shift words
    ((CURRENT--))
  fi
  command=_ktest_\${command//-/_}
  ((\${+functions[$command]})) && $command
}
if [[ $funcstack[1] == _ktest ]]; then
  _ktest "$@"
else
  ((\${+functions[compdef]})) || { autoload -Uz compinit && compinit -i }
  compdef _ktest ktest
fi
`;
}

function optionSpec(option: ListedCommand['options'][number]): string {
  const description = `[${option.description.replace(/[\\\]:[]/g, '\\$&')}]`;
  const value = option.value ? `:${plain(option.value)}:${action(valueOffer(option))}` : '';
  const repeat = option.isRepeatable ? '*' : '';
  return `${repeat}--${option.name}${value ? '=' : ''}${description}${value}`;
}

function operandSpec(command: ListedCommand): string {
  return `*:argument:${action(operandOffer(command))}`;
}

function action(what: Offer): string {
  if (what === 'nothing') return ' ';
  if (what === 'files') return '_files';
  return what === 'folders' ? '_files -/' : `(${what.words.join(' ')})`;
}

/** A value's name, without what means something in a specification. */
function plain(name: string): string {
  return name.replace(/[^\w|,. ]/g, '');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
