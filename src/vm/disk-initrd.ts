// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { copyFileSync, rmSync } from 'node:fs';
import { temporaryFolder } from '../util/temporary-folder.js';
import { makeInitramfs } from './initramfs.js';
import { kernelOption } from './kernel.js';
import type { Kernel } from './machine-parts.js';
import { moduleFiles } from './modules.js';

/** What a machine must reach before the modules on its disk can be loaded: the disk, the network and the seed. */
const needed = {
  CONFIG_VIRTIO_PCI: 'virtio_pci',
  CONFIG_VIRTIO_BLK: 'virtio_blk',
  CONFIG_VIRTIO_NET: 'virtio_net',
  CONFIG_EXT4_FS: 'ext4',
  CONFIG_ISO9660_FS: 'isofs',
  CONFIG_PACKET: 'af_packet',
};

/** The first program: loads the modules and leaves the machine to its disk. */
const init = `#!/bin/busybox sh
export PATH=/bin
mkdir -p /proc /sys /dev /disk
mount -t devtmpfs dev /dev
mount -t proc proc /proc
mount -t sysfs sys /sys
for module in /modules/*; do
	[ -e "$module" ] || continue
	insmod "$module" || echo "<3>ktest: insmod $module failed" >/dev/kmsg
done
root=
for word in $(cat /proc/cmdline); do
	case $word in root=*) root=\${word#root=} ;; esac
done
tries=150
device=
while [ $tries -gt 0 ]; do
	case $root in
	LABEL=* | UUID=*) device=$(findfs "$root" 2>/dev/null) ;;
	*) device=$root ;;
	esac
	[ -n "$device" ] && [ -b "$device" ] && break
	sleep 0.2
	tries=$((tries - 1))
done
if ! mount -o rw "$device" /disk; then
	echo "ALERT! $root does not exist" >/dev/ttyS0
	sleep 60
fi
umount /proc
umount /sys
exec switch_root /disk /sbin/init
`;

/** The modules that a machine's disk can not give this kernel, since it is reached by them. */
function modulesOf(kernel: Kernel): string[] {
  return Object.entries(needed).flatMap(([option, name]) => (kernelOption(kernel, option) === 'm' ? [name] : []));
}

/** Whether a kernel whose modules are here reaches a machine's disk only by some of them. */
export function needsInitrd(kernel: Kernel): boolean {
  return kernel.modulesRoot !== undefined && modulesOf(kernel).length > 0;
}

/** Makes the initramfs of such a kernel. */
export function makeDiskInitrd(kernel: Kernel, file: string): void {
  const folder = temporaryFolder();
  try {
    const modules = moduleFiles(kernel, modulesOf(kernel), folder);
    // The cache may be on another file system.
    copyFileSync(makeInitramfs(folder, { modules, files: [], init }), file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
