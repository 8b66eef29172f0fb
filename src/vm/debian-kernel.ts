// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheRoot } from '../util/cache-dir.js';
import { tryCommand } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { isFolder, makeFolder, readTextIfAny } from '../util/files.js';
import { administrative } from '../util/find-program.js';
import { UserError } from '../util/user-error.js';
import type { Kernel } from './machine-parts.js';

export function isDebianName(name: string): boolean {
  return /^debian(:\d+\.\d+)?$/.test(name);
}

/**
 * Debian's cloud kernel with its modules and headers, unpacked in our cache
 * and not installed: `debian:6.12`, or `debian` for the release's own. The
 * archive is asked once for each name; remove the folder to fetch a newer one.
 */
export function debianKernel(name: string): Kernel {
  const folder = path.join(cacheRoot(), 'vm', 'kernels', name.replace(':', '-'));
  if (!isFolder(folder)) fetch(name, folder);
  const boot = path.join(folder, 'boot');
  const image = readdirSync(boot).find((file) => file.startsWith('vmlinuz-')) ?? '';
  const release = image.slice('vmlinuz-'.length);
  return {
    name,
    image: path.join(boot, image),
    release,
    modulesRoot: folder,
    headers: path.join(folder, 'usr', 'src', `linux-headers-${release}`),
    config: readTextIfAny(path.join(boot, `config-${release}`)),
  };
}

function fetch(name: string, folder: string): void {
  const version = name.split(':')[1];
  const imagePackage = imageOf(version, name);
  const release = imagePackage.slice('linux-image-'.length);
  process.stderr.write(`ktest: fetching ${imagePackage} and its headers from Debian's archive, once\n`);
  makeFolder(path.dirname(folder));
  const temporary = mkdtempSync(`${folder}.new-`);
  try {
    const needed = dependsOn(`linux-headers-${release}`);
    const kbuild = needed.find((other) => other.startsWith('linux-kbuild-'));
    const common = needed.find((other) => other.endsWith('-common'));
    if (!kbuild || !common)
      throw new UserError(`${name}: Debian's archive has no headers of ${release}`, ExitCode.missing);
    const packages = [imagePackage, `linux-headers-${release}`, common, kbuild];
    must('apt-get', ['download', '-qq', '-o', 'APT::Sandbox::User=root', ...packages], temporary, name);
    const archives = readdirSync(temporary).filter((file) => file.endsWith('.deb'));
    for (const archive of archives) {
      must('dpkg-deb', ['-x', archive, '.'], temporary, name);
      rmSync(path.join(temporary, archive));
    }
    relocate(temporary, release);
    // depmod is what installing the package would have run.
    must(administrative('depmod'), ['-b', temporary, release], temporary, name);
    try {
      renameSync(temporary, folder);
    } catch (error) {
      // Another ktest was faster; what it fetched is the same.
      if (!isFolder(folder)) throw error;
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function imageOf(version: string | undefined, name: string): string {
  const meta = version === undefined ? 'linux-image-cloud-amd64' : `linux-image-${version}-cloud-amd64`;
  // The release's own version has no package of that name.
  const candidates = [...dependsOn(meta), ...dependsOn('linux-image-cloud-amd64')];
  const found = candidates.find(
    (other) =>
      other.startsWith('linux-image-') && (version === undefined || other.startsWith(`linux-image-${version}.`)),
  );
  if (!found)
    throw new UserError(
      `--kernel ${name}: Debian's archive, as apt knows it, has no such cloud kernel: \`apt-get update\`, or another version`,
      ExitCode.missing,
    );
  return found;
}

function dependsOn(name: string): string[] {
  const done = tryCommand('apt-cache', ['depends', '--no-recommends', name]);
  if (!done)
    throw new UserError(
      "Debian's kernels are fetched with apt, which is not here: give --kernel a file",
      ExitCode.missing,
    );
  return [...done.stdout.matchAll(/^\s*\|?Depends: (\S+)/gm)].map((match) => match[1] ?? '');
}

/** The headers name each other by absolute paths: these become our cache's. */
function relocate(folder: string, release: string): void {
  const makefile = path.join(folder, 'usr', 'src', `linux-headers-${release}`, 'Makefile');
  const text = readFileSync(makefile, 'utf8');
  writeFileSync(makefile, text.replaceAll('/usr/src/', '$(dir $(lastword $(MAKEFILE_LIST)))../'));
}

function must(program: string, words: string[], cwd: string, name: string): void {
  const done = tryCommand(program, words, undefined, cwd);
  if (!done)
    throw new UserError(
      `--kernel ${name}: ${path.basename(program)} is needed to fetch it and is not installed`,
      ExitCode.missing,
    );
  if (done.status !== 0)
    throw new UserError(
      `--kernel ${name}: ${program} failed: ${done.stderr.trim().split('\n').at(-1) ?? ''}`,
      ExitCode.missing,
    );
}
