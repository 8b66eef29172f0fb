// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { ExitCode } from '../util/exit-codes.js';
import { UserError } from '../util/user-error.js';
import type { common, Invocation } from './option.js';
import { commandList } from './table.js';

const shells: Record<string, () => string> = {
  bash,
  zsh: () => `autoload -U +X bashcompinit && bashcompinit\n${bash()}`,
  fish,
};

export async function completions({ operands }: Invocation<typeof common>): Promise<ExitCode> {
  const shell = operands[0] ?? '';
  const script = shells[shell];
  if (!script) throw new UserError(`completions: name a shell: ${Object.keys(shells).join(', ')}`);
  process.stdout.write(script());
  return ExitCode.ok;
}

const firstWords = [...new Set(commandList.map((command) => command.name.split(' ')[0]))];
const vmWords = commandList.flatMap((command) => (command.name.startsWith('vm ') ? [command.name.slice(3)] : []));

function bash(): string {
  const cases = commandList.map((command) => {
    const words = command.options.map((option) => `--${option.name}`).join(' ');
    return `    ${command.name.includes(' ') ? `"${command.name}"` : `${command.name} *`}) words="${words}" ;;`;
  });
  const choices = commandList
    .flatMap((command) => command.options)
    .filter((option) => option.choices)
    .map(
      (option) => `    --${option.name}) COMPREPLY=($(compgen -W "${option.choices?.join(' ')}" -- "$cur")); return ;;`,
    );
  return `_ktest() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} words
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${firstWords.join(' ')}" -- "$cur"))
    return
  fi
  if [ "$COMP_CWORD" -eq 2 ] && [ "$prev" = vm ]; then
    COMPREPLY=($(compgen -W "${vmWords.join(' ')}" -- "$cur"))
    return
  fi
  case $prev in
${[...new Set(choices)].join('\n')}
  esac
  case "\${COMP_WORDS[1]} \${COMP_WORDS[2]}" in
${cases.join('\n')}
  esac
  if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "$words" -- "$cur")); else COMPREPLY=($(compgen -f -- "$cur")); fi
}
complete -o filenames -F _ktest ktest
`;
}

function fish(): string {
  const quote = (text: string) => `'${text.replaceAll("'", "\\'")}'`;
  const lines = [`complete -c ktest -n __fish_use_subcommand -a vm -d ${quote('virtual machines')}`];
  for (const command of commandList) {
    const [first = '', second] = command.name.split(' ');
    const seen = second
      ? `__fish_seen_subcommand_from vm; and __fish_seen_subcommand_from ${second}`
      : `__fish_seen_subcommand_from ${first}`;
    lines.push(
      second
        ? `complete -c ktest -n '__fish_seen_subcommand_from vm; and not __fish_seen_subcommand_from ${vmWords.join(' ')}' -a ${second} -d ${quote(command.summary)}`
        : `complete -c ktest -n __fish_use_subcommand -a ${first} -d ${quote(command.summary)}`,
    );
    for (const option of command.options) {
      const value = option.value ? (option.choices ? ` -x -a ${quote(option.choices.join(' '))}` : ' -r') : '';
      lines.push(`complete -c ktest -n '${seen}' -l ${option.name}${value} -d ${quote(option.description)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
