// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { painter } from '../report/words.js';
import { probeCompiler } from '../toolchain/compiler.js';
import { findTree } from '../tree/find-tree.js';
import { treeAdvice } from '../tree/tree-advice.js';
import { cacheRoot } from '../util/cache-dir.js';
import { tryCommand } from '../util/command.js';
import { distribution } from '../util/distribution.js';
import { ExitCode } from '../util/exit-codes.js';
import { isFile, writeAtomically } from '../util/files.js';
import { administrative, findProgram } from '../util/find-program.js';
import { UserError } from '../util/user-error.js';
import { useColor } from './color.js';
import type { common, Invocation } from './option.js';
import { toolVersion } from './version.js';

interface Tool {
  name: string;
  purpose: string;
  needed: boolean;
  /** Package names by the family of the distribution. */
  packages: { debian: string; fedora: string; arch: string };
}

const tools: Tool[] = [
  { name: 'gcc', purpose: 'compiler', needed: true, packages: { debian: 'gcc', fedora: 'gcc', arch: 'gcc' } },
  {
    name: 'clang',
    purpose: 'second compiler',
    needed: false,
    packages: { debian: 'clang', fedora: 'clang', arch: 'clang' },
  },
  {
    name: 'ninja',
    purpose: 'builds',
    needed: true,
    packages: { debian: 'ninja-build', fedora: 'ninja-build', arch: 'ninja' },
  },
  {
    name: 'nm',
    purpose: 'reads symbols',
    needed: true,
    packages: { debian: 'binutils', fedora: 'binutils', arch: 'binutils' },
  },
  {
    name: 'objcopy',
    purpose: 'links code that defines libc names',
    needed: true,
    packages: { debian: 'binutils', fedora: 'binutils', arch: 'binutils' },
  },
  {
    name: 'addr2line',
    purpose: 'source lines in backtraces',
    needed: true,
    packages: { debian: 'binutils', fedora: 'binutils', arch: 'binutils' },
  },
  {
    name: 'setpriv',
    purpose: 'ends a build whose ktest died',
    needed: true,
    packages: { debian: 'util-linux', fedora: 'util-linux', arch: 'util-linux' },
  },
  {
    name: 'flock',
    purpose: 'runs take turns',
    needed: true,
    packages: { debian: 'util-linux', fedora: 'util-linux-core', arch: 'util-linux' },
  },
  { name: 'gdb', purpose: 'debugging', needed: false, packages: { debian: 'gdb', fedora: 'gdb', arch: 'gdb' } },
  {
    name: 'valgrind',
    purpose: 'memory checks',
    needed: false,
    packages: { debian: 'valgrind', fedora: 'valgrind', arch: 'valgrind' },
  },
  ...['make', 'flex', 'bison', 'bc'].map((name) => ({
    name,
    purpose: 'configures kernel trees (--tree)',
    needed: false,
    packages: { debian: name, fedora: name, arch: name },
  })),
  ...(
    [
      ['qemu-system-x86_64', 'real kernels', ['qemu-system-x86', 'qemu-system-x86-core', 'qemu-system-x86']],
      ['busybox', 'guests without a disk', ['busybox-static', 'busybox', 'busybox']],
      ['cpio', 'guests without a disk', ['cpio', 'cpio', 'cpio']],
      ['modprobe', "a kernel's modules", ['kmod', 'kmod', 'kmod']],
      ['qemu-img', 'machines with disks', ['qemu-utils', 'qemu-img', 'qemu-img']],
      ['genisoimage', 'machines with disks', ['genisoimage', 'genisoimage', 'cdrtools']],
      ['ssh', 'machines with disks', ['openssh-client', 'openssh-clients', 'openssh']],
      ['mmdebstrap', 'builds an image of Debian', ['mmdebstrap', 'mmdebstrap', 'mmdebstrap']],
    ] as const
  ).map(([name, purpose, [debian, fedora, arch]]) => ({
    name,
    purpose,
    needed: false,
    packages: { debian, fedora, arch },
  })),
];

export async function doctor({ options }: Invocation<typeof common>): Promise<ExitCode> {
  const paint = painter(useColor(options, process.stdout));
  const say = (good: boolean, needed: boolean, name: string, text: string) => {
    const mark = good ? paint('green', 'ok') : needed ? paint('red', 'lacks') : paint('yellow', 'lacks');
    process.stdout.write(`${good ? '   ' : ''}${mark} ${name.padEnd(20)} ${text}\n`);
  };
  const lacking: Tool[] = [];
  let isBroken = false;
  say(true, true, 'ktest', `${toolVersion()}, Node.js ${process.versions.node}`);
  for (const tool of tools) {
    const program =
      findProgram(tool.name) ?? (isFile(administrative(tool.name)) ? administrative(tool.name) : undefined);
    if (program) say(true, tool.needed, tool.name, versionLine(tool.name) || program);
    else {
      say(false, tool.needed, tool.name, `(${tool.purpose}${tool.needed ? ', needed' : ''})`);
      lacking.push(tool);
    }
  }
  try {
    probeCompiler(undefined);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(false, true, 'compiler', error.message);
    isBroken = true;
  }
  try {
    writeAtomically(`${cacheRoot()}/doctor`, '');
    say(true, true, 'cache', cacheRoot());
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(false, true, 'cache', error.message);
    isBroken = true;
  }
  sayTree(say);
  if (lacking.length > 0) process.stdout.write(`\ninstall what is lacking: ${installCommand(lacking)}\n`);
  isBroken ||= lacking.some((tool) => tool.needed);
  return isBroken ? ExitCode.missing : ExitCode.ok;
}

/** The tree that a run would take where the emulated headers end. */
function sayTree(say: (good: boolean, needed: boolean, name: string, text: string) => void): void {
  const folder = process.cwd();
  const passedOver: string[] = [];
  try {
    const tree = findTree({ folder, root: folder, passedOver });
    const text = tree ? `Linux ${tree.version} at ${tree.root}` : (passedOver[0] ?? treeAdvice());
    say(tree !== undefined, false, 'kernel source tree', text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(false, false, 'kernel source tree', error.message);
  }
}

function versionLine(name: string): string {
  const done = tryCommand(name, ['--version']);
  if (done?.status !== 0) return '';
  const line = (done.stdout || done.stderr).split('\n')[0] ?? '';
  return name === 'ninja' ? `ninja ${line}` : line;
}

function installCommand(lacking: Tool[]): string {
  const family = distribution();
  const packages = [...new Set(lacking.map((tool) => tool.packages[family]))].join(' ');
  switch (family) {
    case 'fedora':
      return `sudo dnf install ${packages}`;
    case 'arch':
      return `sudo pacman -S ${packages}`;
    default:
      return `sudo apt-get install ${packages}`;
  }
}
