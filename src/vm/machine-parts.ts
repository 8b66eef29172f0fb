// SPDX-License-Identifier: MIT OR GPL-2.0-only

/** A kernel to boot, and what belongs to it as far as it is known. */
export interface Kernel {
  /** How the user named it. */
  name: string;
  image: string;
  /** As `uname -r` will say. */
  release: string;
  /** Holds lib/modules/RELEASE. */
  modulesRoot: string | undefined;
  /** Folder to build modules against: KDIR. */
  headers: string | undefined;
  /** Its .config, as text. */
  config: string | undefined;
}

/** A disk that machines are made of; it is never written to. */
export interface Image {
  name: string;
  file: string;
  format: 'qcow2' | 'raw';
  /** Where its root file system is, for a kernel that is not the image's own. */
  root: string;
  /** The kernel to boot it with, where it has no boot loader. */
  boot?: { kernel: string; initrd: string };
}
