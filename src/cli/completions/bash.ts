// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { commandList } from '../table.js';
import { firstWords, type Offer, operandOffer, valueOffer, vmWords } from './words.js';

/** A completion function for bash 4 and newer, with or without the package bash-completion. */
export function bash(): string {
  const cases = commandList.map((command) => {
    const options = command.options.map(({ name }) => `--${name}`).join(' ');
    const values = command.options
      .filter(({ value }) => value)
      .map((option) => `        --${option.name}) ${offer(valueOffer(option))}; return ;;`);
    const names = values.length > 0 ? ['      case $prev in', ...values, '      esac'] : [];
    return [
      `    "${command.name}")`,
      `      options="${options}"`,
      ...names,
      `      operand() { ${offer(operandOffer(command))}; } ;;`,
    ].join('\n');
  });
  return `# Completion of ktest for bash: source <(ktest completions bash)
_ktest() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} options
  COMPREPLY=()
  # bash takes --name=value apart.
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]]; then
    prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "${firstWords.join(' ')} --help --version" -- "$cur"))
    return
  fi
  if [[ $command == vm ]]; then
    if ((COMP_CWORD == 2)); then
      COMPREPLY=($(compgen -W "${vmWords.join(' ')} --help" -- "$cur"))
      return
    fi
    command="vm \${COMP_WORDS[2]}"
  fi
  operand() { :; }
  case $command in
${cases.join('\n')}
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$cur"))
  else
    operand
  fi
  unset -f operand
}
complete -F _ktest ktest
`;
}

function offer(what: Offer): string {
  if (what === 'nothing') return ':';
  if (what === 'files') return files('-f');
  if (what === 'folders') return files('-d');
  return `COMPREPLY=($(compgen -W "${what.words.join(' ')}" -- "$cur"))`;
}

/** One name a line, so that spaces in names stay; -o filenames quotes them. */
function files(kind: string): string {
  return `compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen ${kind} -- "$cur")`;
}
