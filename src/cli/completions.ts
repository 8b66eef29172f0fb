// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { ExitCode } from '../util/exit-codes.js';
import { UserError } from '../util/user-error.js';
import type { Arguments } from './parse.js';
import { commands } from './table.js';

const shells: Record<string, () => string> = {
  bash,
  zsh: () => `autoload -U +X bashcompinit && bashcompinit\n${bash()}`,
  fish,
};

export async function completions(args: Arguments): Promise<ExitCode> {
  const shell = args.operands[0] ?? '';
  const script = shells[shell];
  if (!script) throw new UserError(`completions: name a shell: ${Object.keys(shells).join(', ')}`);
  process.stdout.write(script());
  return ExitCode.ok;
}

function bash(): string {
  const cases = commands.map((command) => {
    const words = command.options.map((option) => `--${option.name}`).join(' ');
    return `    ${command.name}) words="${words}" ;;`;
  });
  const choices = commands
    .flatMap((command) => command.options)
    .filter((option) => option.choices)
    .map(
      (option) => `    --${option.name}) COMPREPLY=($(compgen -W "${option.choices?.join(' ')}" -- "$cur")); return ;;`,
    );
  return `_ktest() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} words
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map((command) => command.name).join(' ')}" -- "$cur"))
    return
  fi
  case $prev in
${[...new Set(choices)].join('\n')}
  esac
  case \${COMP_WORDS[1]} in
${cases.join('\n')}
  esac
  if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "$words" -- "$cur")); else COMPREPLY=($(compgen -f -- "$cur")); fi
}
complete -o filenames -F _ktest ktest
`;
}

function fish(): string {
  const quote = (text: string) => `'${text.replaceAll("'", "\\'")}'`;
  const lines: string[] = [];
  for (const command of commands) {
    lines.push(`complete -c ktest -n __fish_use_subcommand -a ${command.name} -d ${quote(command.summary)}`);
    for (const option of command.options) {
      const value = option.value ? (option.choices ? ` -x -a ${quote(option.choices.join(' '))}` : ' -r') : '';
      lines.push(
        `complete -c ktest -n '__fish_seen_subcommand_from ${command.name}' -l ${option.name}${value} -d ${quote(option.description)}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}
