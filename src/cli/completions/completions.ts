// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { ExitCode } from '../../util/exit-codes.js';
import { UserError } from '../../util/user-error.js';
import type { common, Invocation } from '../option.js';
import { bash } from './bash.js';
import { fish } from './fish.js';
import { zsh } from './zsh.js';

const shells: Record<string, () => string> = { bash, zsh, fish };

export async function completions({ operands }: Invocation<typeof common>): Promise<ExitCode> {
  const script = shells[operands[0] ?? ''];
  if (!script) throw new UserError(`completions: name a shell: ${Object.keys(shells).join(', ')}`);
  process.stdout.write(script());
  return ExitCode.ok;
}
