// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { createInterface } from 'node:readline';
import { missingProgram, spawnTied } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { endedByInterrupt, endsWhenInterrupted, interrupted, throwIfInterrupted } from '../util/interruption.js';
import { UserError } from '../util/user-error.js';
import { lackOfRoom } from './lack-of-room.js';
import { type BuildMessage, NinjaOutput, type NinjaProgress, ninjaStatus } from './ninja-output.js';

/**
 * Builds `targets` in `folder`, going on after a failure as far as possible.
 * A build that can not even start (a missing source, a full disk) is a UserError.
 */
export async function runNinja(
  folder: string,
  targets: string[],
  jobs: number,
  onProgress: NinjaProgress,
): Promise<BuildMessage[]> {
  throwIfInterrupted();
  const args = ['-C', folder, '-k', '0', '-j', String(jobs), ...targets];
  const child = spawnTied('ninja', args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NINJA_STATUS: ninjaStatus, LC_ALL: 'C.UTF-8' },
  });
  endsWhenInterrupted(child);
  let errors = '';
  child.once('error', (error) => {
    errors = error.message;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const output = new NinjaOutput(onProgress);
  if (child.stdout) for await (const line of createInterface({ input: child.stdout })) output.line(line);
  output.end();
  const status = await new Promise<number>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode ?? 128);
    else child.once('close', (code) => resolve(code ?? 128));
  });
  throwIfInterrupted();
  if (endedByInterrupt(child.signalCode) || output.isInterrupted) throw interrupted();
  const { messages } = output;
  if (status === 127 || /ENOENT/.test(errors)) throw missingProgram(status === 127 ? 'ninja' : 'setpriv');
  const fatal = /^ninja: (?:fatal|error): .*$/m.exec(errors)?.[0];
  const noRoom = messages
    .map((message) => (message.failed ? lackOfRoom(message.text, folder) : undefined))
    .find(Boolean);
  if (noRoom) throw new UserError(noRoom, ExitCode.missing);
  if (status !== 0 && messages.every((message) => !message.failed)) {
    throw new UserError(
      describeFatal(output.fatal || fatal || errors.trim().split('\n')[0] || `ninja ended with status ${status}`),
      ExitCode.missing,
    );
  }
  return messages;
}

function describeFatal(text: string): string {
  if (/No space left/i.test(text)) return `the disk is full: free some space and run again (${text})`;
  return `the build could not run: ${text.replace(/^ninja: (fatal|error): /, '')}`;
}
