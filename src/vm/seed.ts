// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mustCommand } from '../util/command.js';
import { findProgram } from '../util/find-program.js';
import { setupFile, setupScript } from './guest-setup.js';
import { missing } from './missing.js';

export const guestUser = 'ktest';

export interface Seed {
  /** The disk with cloud-init's NoCloud data, and with the same for an image without cloud-init. */
  file: string;
  /** Private key of the machine. */
  key: string;
  /** Of the user, for the console; shown once, and kept nowhere. */
  password: string;
}

/** Writes user-data, meta-data and a key for one machine, as a disk that is found by its label. */
export function makeSeed(
  folder: string,
  name: string,
  { packages, userData }: { packages: string[]; userData: string | undefined },
): Seed {
  const key = path.join(folder, 'id_ed25519');
  if (!findProgram('ssh-keygen')) throw missing('ssh-keygen', 'apt-get install openssh-client');
  mustCommand('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', `ktest ${name}`, '-f', key]);
  const publicKey = readFileSync(`${key}.pub`, 'utf8').trim();
  const password = randomBytes(9).toString('base64url');
  const hash = mustCommand('openssl', ['passwd', '-6', '-stdin'], `${password}\n`).trim();
  const data = path.join(folder, 'seed');
  mkdirSync(data);
  // JSON is YAML: a name such as `yes` or `a: b` stays a name.
  writeFileSync(path.join(data, 'meta-data'), `instance-id: ktest-${name}\nlocal-hostname: ${JSON.stringify(name)}\n`);
  writeFileSync(
    path.join(data, 'user-data'),
    [
      '#cloud-config',
      'users:',
      `  - name: ${guestUser}`,
      '    sudo: ALL=(ALL) NOPASSWD:ALL',
      '    shell: /bin/bash',
      '    lock_passwd: false',
      `    passwd: ${hash}`,
      `    ssh_authorized_keys: ['${publicKey}']`,
      'ssh_pwauth: false',
      'package_update: false',
      // sudo looks its own host's name up.
      'manage_etc_hosts: localhost',
      // As the image has it: a small one cannot make others.
      'locale: false',
      ...(packages.length > 0 ? [`packages: ${JSON.stringify(packages)}`] : []),
      '',
    ].join('\n'),
  );
  const setup = { name, user: guestUser, passwordHash: hash, publicKey };
  writeFileSync(path.join(data, setupFile), setupScript(setup));
  // cloud-init does what it says, where ours says nothing of the same.
  if (userData !== undefined) copyFileSync(userData, path.join(data, 'vendor-data'));
  const file = path.join(folder, 'seed.iso');
  writeDisk(file, data);
  rmSync(data, { recursive: true });
  return { file, key, password };
}

/** ISO 9660 with the label cidata, by whichever tool is here. */
function writeDisk(file: string, folder: string): void {
  const words = ['-quiet', '-output', file, '-volid', 'cidata', '-joliet', '-rock', folder];
  if (findProgram('genisoimage')) mustCommand('genisoimage', words);
  else if (findProgram('xorriso')) mustCommand('xorriso', ['-as', 'mkisofs', ...words]);
  else throw missing('genisoimage or xorriso', 'apt-get install genisoimage');
}
