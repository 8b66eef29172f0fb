// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { readTextIfAny } from '../util/files.js';

/** Installed headers of a kernel, without its sources: linux-headers of Debian, kernel-devel of Fedora. */
export interface HeadersPackage {
  root: string;
  /** As in linux-source-6.1. */
  version: string;
  /** Include folders, in kbuild's order. */
  folders: string[];
}

/** Undefined for anything else, a source tree among it. */
export function headersPackage(folder: string): HeadersPackage | undefined {
  const makefile = readTextIfAny(path.join(folder, 'Makefile'));
  if (makefile === undefined || existsSync(path.join(folder, 'lib', 'kobject.c'))) return undefined;
  const root = realpathSync(folder);
  // Debian's package of one flavour leads to what all flavours share.
  const common = /^include (\/\S+)\/Makefile$/m.exec(makefile)?.[1];
  const roots = [root, ...(common ? [common] : [])];
  if (!roots.some((at) => existsSync(path.join(at, 'include/linux/kernel.h')))) return undefined;
  if (!existsSync(path.join(root, 'include/generated/autoconf.h'))) return undefined;
  const text = common ? (readTextIfAny(path.join(common, 'Makefile')) ?? '') : makefile;
  const field = (name: string) => new RegExp(`^${name} *= *(\\d+)`, 'm').exec(text)?.[1] ?? '';
  const names = ['arch/x86/include', 'arch/x86/include/generated', 'include'];
  const uapi = ['arch/x86/include/uapi', 'arch/x86/include/generated/uapi', 'include/uapi', 'include/generated/uapi'];
  const folders = [...names, ...uapi].flatMap((name) => roots.map((at) => path.join(at, name)));
  return {
    root,
    version: `${field('VERSION')}.${field('PATCHLEVEL')}`,
    folders: folders.filter((name) => existsSync(name)),
  };
}
