// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { rmSync } from 'node:fs';
import path from 'node:path';
import { shellLine, shellQuote } from '../../util/command.js';
import { ExitCode } from '../../util/exit-codes.js';
import { isFile } from '../../util/files.js';
import { temporaryFolder } from '../../util/temporary-folder.js';
import { UserError } from '../../util/user-error.js';
import { type ConsoleLine, quoteConsole } from '../../vm/console.js';
import { openConsole } from '../../vm/console-log.js';
import { Guest, GuestFailure, type GuestOptions } from '../../vm/guest.js';
import { findKernel } from '../../vm/kernel.js';
import { libraries } from '../../vm/libraries.js';
import { moduleFiles, modulesNeededBy } from '../../vm/modules.js';
import { directBootArguments, findQemu, qemuMachine } from '../../vm/qemu.js';
import { type OpenShare, openShare, parseShare } from '../../vm/share.js';
import { interruptible } from '../interrupt.js';
import type { Invocation } from '../option.js';
import { topologyOf } from './machine-options.js';
import type { vmRunOptions } from './options.js';

/** Where the FILEs of the command line are in the guest. */
const folderInGuest = '/root';

export async function vmRun({ options: given, operands, rest }: Invocation<typeof vmRunOptions>): Promise<ExitCode> {
  for (const file of operands) if (!isFile(file)) throw new UserError(`${file}: no such file`);
  if (operands.length === 0 && rest.length === 0 && !given.print)
    throw new UserError('nothing to run: name a module or a file, or a command behind --');
  const topology = topologyOf(given);
  const { timeout = 60, bootTimeout: bootSeconds = 120, append = '' } = given;
  const wanted = given.share === undefined ? undefined : parseShare(given.share);
  const qemu = findQemu();
  const kernel = findKernel(given.kernel, given.modules);
  const folder = temporaryFolder();
  const console =
    given.console === '-'
      ? { write: ({ raw }: ConsoleLine) => process.stderr.write(`${raw}\n`), close: () => {} }
      : openConsole(given.console);
  const interrupt = interruptible();
  let share: OpenShare | undefined;
  try {
    const own = operands.filter((file) => file.endsWith('.ko'));
    const others = operands.filter((file) => !file.endsWith('.ko'));
    share = wanted && openShare(wanted, kernel, folder);
    const { devices = [], sharesMemory } = share ?? {};
    const boot = { kernel: kernel.image, append, topology, devices, sharesMemory };
    const options: GuestOptions = {
      bootSeconds,
      content: {
        modules: moduleFiles(kernel, [...given.load, ...(share?.modules ?? []), ...modulesNeededBy(own)], folder),
        files: [
          ...operands.map((from) => ({ path: path.join(folderInGuest, path.basename(from)), from })),
          ...others.flatMap(libraries),
        ],
      },
      onConsole: console.write,
    };
    if (given.print) {
      const words = directBootArguments(qemu, { ...boot, initrd: 'INITRAMFS' });
      process.stdout.write(`${[qemu.file, ...words].map(shellQuote).join(' ')}\n`);
      return ExitCode.ok;
    }
    await share?.start();
    if (qemu.accelerator.reason) process.stderr.write(`ktest: software emulation: ${qemu.accelerator.reason}\n`);
    return await runInGuest(
      await Guest.boot(qemuMachine(qemu, boot), options),
      share,
      rest,
      own,
      timeout,
      interrupt.signal,
    );
  } catch (error) {
    if (!(error instanceof GuestFailure)) throw error;
    if (interrupt.signal.aborted) return ExitCode.interrupted;
    process.stderr.write(`${quoteConsole(error.tail)}ktest: ${error.message}\n`);
    return error.duringBoot ? ExitCode.missing : ExitCode.failed;
  } finally {
    interrupt.dispose();
    console.close();
    share?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runInGuest(
  guest: Guest,
  share: OpenShare | undefined,
  command: string[],
  modules: string[],
  seconds: number,
  signal: AbortSignal,
): Promise<ExitCode> {
  const stop = () => void guest.close();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const ktap: string[] = [];
  try {
    if (share) {
      const mounted = await guest.exec(share.mount, seconds);
      if (mounted.status !== 0) throw new UserError(`--share: ${mounted.stderr.toString().trim()}`, ExitCode.missing);
    }
    for (const module of modules) {
      const loaded = await guest.exec(`insmod ${shellQuote(path.join(folderInGuest, path.basename(module)))}`, seconds);
      ktap.push(...loaded.log.map(({ text }) => text).filter(isKtap));
      if (loaded.status !== 0)
        throw new UserError(
          `${module} was not loaded: ${loaded.stderr
            .toString()
            .trim()
            .replace(/^insmod: /, '')}`,
          ExitCode.failed,
        );
    }
    if (command.length === 0) {
      for (const line of ktap) process.stdout.write(`${line}\n`);
      checkOops(guest);
      return ktap.some((line) => /^\s*not ok /.test(line)) ? ExitCode.failed : ExitCode.ok;
    }
    const line = `cd ${folderInGuest} && ${shellLine(command)}`;
    const done = await guest.stream(line, seconds, process.stdout, process.stderr);
    checkOops(guest);
    return done.status as ExitCode;
  } finally {
    signal.removeEventListener('abort', stop);
    await guest.close();
  }
}

function checkOops(guest: Guest): void {
  const oops = guest.troubles.find((trouble) => trouble.kind === 'oops');
  if (oops) throw new GuestFailure('oops', `the kernel oopsed: ${oops.sentence}`, guest.tail());
}

function isKtap(text: string): boolean {
  return /^\s*(?:KTAP version|TAP version|1\.\.\d+|(?:not )?ok \d+|#)/.test(text);
}
