// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { closeSync, existsSync, openSync, readFileSync, readSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { ExitCode } from '../util/exit-codes.js';
import { isFile, isFolder, readTextIfAny } from '../util/files.js';
import { UserError } from '../util/user-error.js';
import { debianKernel, isDebianName } from './debian-kernel.js';
import type { Kernel } from './machine-parts.js';

/**
 * A kernel by name: an image file, a built tree, `debian:6.12` (Debian's
 * cloud kernel, fetched once), or, unnamed, the one of this machine.
 */
export function findKernel(name: string | undefined, modules?: string): Kernel {
  const kernel = name === undefined ? defaultKernel() : namedKernel(name);
  if (modules === undefined) return kernel;
  if (!isFolder(path.join(modules, 'lib', 'modules')))
    throw new UserError(
      `--modules ${modules}: has no lib/modules: give the folder that \`make INSTALL_MOD_PATH=\` was told`,
    );
  if (!isFolder(path.join(modules, 'lib', 'modules', kernel.release)))
    throw new UserError(`--modules ${modules}: has no modules of ${kernel.release}, which is what ${kernel.image} is`);
  return { ...kernel, modulesRoot: path.resolve(modules) };
}

function defaultKernel(): Kernel {
  const release = readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim();
  const own = `/boot/vmlinuz-${release}`;
  if (isFile(own)) return imageKernel(own, own);
  if (existsSync('/etc/debian_version')) return debianKernel('debian');
  throw new UserError(
    `the kernel of this machine (${own}) is not here: name one with --kernel: an image, a built tree or debian:6.12`,
  );
}

function namedKernel(name: string): Kernel {
  if (isFolder(name)) return treeKernel(name);
  if (isFile(name)) return imageKernel(name, realpathSync(name));
  if (isDebianName(name)) return debianKernel(name);
  if (name.includes(','))
    throw new UserError(
      `--kernel ${name}: a machine boots one kernel: name one; several are for \`ktest run --backend qemu\``,
    );
  throw new UserError(`--kernel ${name}: no such image or tree, and no name such as debian:6.12`);
}

function treeKernel(name: string): Kernel {
  const tree = realpathSync(name);
  const built = path.join(tree, 'bzImage');
  if (isFile(built)) return builtKernel(name, tree, built);
  if (!isFile(path.join(tree, 'Kbuild')) && !isFile(path.join(tree, '.config')))
    throw new UserError(`--kernel ${name}: is not a kernel tree`);
  const image = path.join(tree, 'arch', 'x86', 'boot', 'bzImage');
  if (!isFile(image))
    throw new UserError(
      `--kernel ${name}: is not built: \`make -C ${name} bzImage modules\`, or \`ktest vm build-kernel ${name}\``,
    );
  const kernel = imageKernel(name, image);
  return { ...kernel, headers: tree, config: readTextIfAny(path.join(tree, '.config')) };
}

/** A folder of `ktest vm build-kernel`. */
function builtKernel(name: string, folder: string, image: string): Kernel {
  const release = imageRelease(name, image);
  const build = path.join(folder, 'lib', 'modules', release, 'build');
  return {
    name,
    image,
    release,
    modulesRoot: isFolder(path.dirname(build)) ? folder : undefined,
    headers: isFolder(build) ? realpathSync(build) : undefined,
    config: readTextIfAny(path.join(folder, 'config')),
  };
}

function imageKernel(name: string, image: string): Kernel {
  const release = imageRelease(name, image);
  const ownModules = `/lib/modules/${release}`;
  return {
    name,
    image,
    release,
    modulesRoot: isFolder(ownModules) ? '/' : undefined,
    headers: isFolder(`${ownModules}/build`) ? realpathSync(`${ownModules}/build`) : undefined,
    config: readTextIfAny(path.join(path.dirname(image), `config-${release}`)),
  };
}

/**
 * The release that a bzImage's header names (Documentation/arch/x86/boot.rst:
 * HdrS at 0x202, the version string's place less 0x200 at 0x20e).
 */
export function imageRelease(name: string, image: string): string {
  const head = Buffer.alloc(64 * 1024);
  const file = openSync(image, 'r');
  try {
    readSync(file, head, 0, head.length, 0);
  } finally {
    closeSync(file);
  }
  const isElf = head.toString('latin1', 0, 4) === '\x7fELF';
  if (head.toString('latin1', 0x202, 0x206) !== 'HdrS')
    throw new UserError(
      `${name}: is no bzImage of x86${isElf ? ' but an ELF file: arch/x86/boot/bzImage of the same tree is what boots' : ''}`,
      ExitCode.usage,
    );
  const at = head.readUInt16LE(0x20e) + 0x200;
  return head.toString('latin1', at, head.indexOf(0, at)).split(' ')[0] ?? '';
}

/** Whether the kernel was configured with an option: y, m or n; undefined where its configuration is not known. */
export function kernelOption(kernel: Kernel, option: string): 'y' | 'm' | 'n' | undefined {
  if (kernel.config === undefined) return undefined;
  const value = new RegExp(`^${option}=([ym])$`, 'm').exec(kernel.config)?.[1];
  return value === 'y' || value === 'm' ? value : 'n';
}
