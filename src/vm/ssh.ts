// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { spawn } from 'node:child_process';
import path from 'node:path';
import { guestUser } from './seed.js';
import type { StoredMachine } from './store.js';

/** What ssh and scp need to reach a machine; its host key is new with each machine. */
export function sshOptions(machine: StoredMachine): string[] {
  const known = path.join(machine.folder, 'known_hosts');
  return [
    ...['-i', path.join(machine.folder, 'id_ed25519'), '-o', 'IdentitiesOnly=yes', '-o', 'BatchMode=yes'],
    ...['-o', 'StrictHostKeyChecking=accept-new', '-o', `UserKnownHostsFile=${known}`, '-o', 'LogLevel=ERROR'],
  ];
}

export function sshWords(machine: StoredMachine, command: string[], isTerminal = false): string[] {
  const { sshPort } = machine.mustRecord();
  return [
    ...sshOptions(machine),
    ...(isTerminal ? ['-t'] : []),
    ...['-p', String(sshPort), `${guestUser}@127.0.0.1`, ...(command.length > 0 ? ['--', ...command] : [])],
  ];
}

/** Whether a command runs in it. */
export function sshReady(machine: StoredMachine, seconds: number): Promise<boolean> {
  const words = [
    '-o',
    `ConnectTimeout=${seconds}`,
    ...sshWords(machine, ['test -e /run/cloud-init/result.json || ! command -v cloud-init']),
  ];
  return new Promise((resolve) => {
    const child = spawn('ssh', words, { stdio: 'ignore', timeout: 60_000 });
    child.once('error', () => resolve(false));
    child.once('close', (status) => resolve(status === 0));
  });
}
