// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cacheRoot, hashName } from '../../util/cache-dir.js';
import { shellLine, shellQuote } from '../../util/command.js';
import { ExitCode } from '../../util/exit-codes.js';
import { isFile, makeFolder } from '../../util/files.js';
import { temporaryFolder } from '../../util/temporary-folder.js';
import { UserError } from '../../util/user-error.js';
import { type ConsoleLine, quoteConsole } from '../../vm/console.js';
import { openConsole } from '../../vm/console-log.js';
import { Guest, GuestFailure, type GuestOptions } from '../../vm/guest.js';
import { makeInitramfs } from '../../vm/initramfs.js';
import { findKernel } from '../../vm/kernel.js';
import { ModuleSymbols } from '../../vm/module-symbols.js';
import { moduleFiles, modulesNeededBy } from '../../vm/modules.js';
import { type DirectBoot, findQemu, handBootArguments, type QemuProgram, qemuMachine } from '../../vm/qemu.js';
import { type OpenShare, openShare, parseShare } from '../../vm/share.js';
import { libraries } from '../../vm/shared-libraries.js';
import { nodeNumbersNote } from '../../vm/topology.js';
import { causeOf, isDeadly } from '../../vm/trouble.js';
import { interruptible } from '../interrupt.js';
import type { Invocation } from '../option.js';
import { topologyOf } from './machine-options.js';
import type { vmRunOptions } from './options.js';

/** Where the FILEs of the command line are in the guest. */
const folderInGuest = '/root';
/** The longest that a timer of Node takes. */
const longestSeconds = 2_000_000;

/** What runs in the guest. */
interface Job {
  share: OpenShare | undefined;
  command: string[];
  isShell: boolean;
  /** Module files of the host. */
  modules: string[];
  timeoutSeconds: number;
  ignoresWarnings: boolean;
}

/** A mistake in the words of the command line ends it before anything is made. */
function checkWords({ options: given, operands, rest }: Invocation<typeof vmRunOptions>): void {
  for (const file of operands) if (!isFile(file)) throw new UserError(`${file}: no such file`);
  if (operands.length === 0 && rest.length === 0 && !given.print && !given.shell)
    throw new UserError('nothing to run: name a module or a file, a command behind --, or --shell');
  if (given.shell && rest.length > 0)
    throw new UserError('--shell: goes without a command: leave out what is behind --');
}

export async function vmRun(invocation: Invocation<typeof vmRunOptions>): Promise<ExitCode> {
  checkWords(invocation);
  const { options: given, operands, rest } = invocation;
  const topology = topologyOf(given);
  const {
    timeout: timeoutSeconds = given.shell ? longestSeconds : 60,
    bootTimeout: bootSeconds = 120,
    append = '',
    ignoreWarnings = false,
  } = given;
  const wanted = given.share === undefined ? undefined : parseShare(given.share);
  const modules = operands.filter((file) => file.endsWith('.ko'));
  const needed = modulesNeededBy(modules);
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
    share = wanted && openShare(wanted, kernel, given.print ? socketByHand() : path.join(folder, 'virtiofs'));
    const { devices = [], sharesMemory } = share ?? {};
    const boot = { kernel: kernel.image, append, topology, devices, sharesMemory };
    const job: Job = {
      ...{ share, command: rest, isShell: given.shell, modules, timeoutSeconds },
      ignoresWarnings: ignoreWarnings,
    };
    const others = operands.filter((file) => !file.endsWith('.ko'));
    const options: GuestOptions = {
      bootSeconds,
      content: {
        modules: moduleFiles(kernel, [...given.load, ...(share?.modules ?? []), ...needed], folder),
        files: [
          ...operands.map((from) => ({ path: path.join(folderInGuest, path.basename(from)), from })),
          ...others.flatMap(libraries),
        ],
      },
      symbols: new ModuleSymbols(modules),
      onConsole: console.write,
    };
    if (given.print) return print(qemu, boot, options, job);
    await share?.start();
    const note = nodeNumbersNote(topology);
    if (note) process.stderr.write(`ktest: ${note}\n`);
    if (qemu.accelerator.reason) process.stderr.write(`ktest: software emulation: ${qemu.accelerator.reason}\n`);
    return await runInGuest(await Guest.boot(qemuMachine(qemu, boot), options), job, interrupt.signal);
  } catch (error) {
    if (!(error instanceof GuestFailure)) throw error;
    if (interrupt.signal.aborted) return ExitCode.interrupted;
    return sayFailure(error);
  } finally {
    interrupt.dispose();
    console.close();
    share?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function sayFailure(error: GuestFailure): ExitCode {
  // Somebody wanted it off, and nothing is wrong with that.
  if (error.kind === 'off') {
    process.stderr.write(`ktest: ${error.message}\n`);
    return ExitCode.ok;
  }
  process.stderr.write(`${quoteConsole(error.tail)}ktest: ${error.message}\n`);
  if (error.duringBoot) return ExitCode.missing;
  return error.kind === 'panic' || error.kind === 'report' ? ExitCode.kernelReport : ExitCode.failed;
}

/** Of a command that is printed: our own folder is gone when it is run. */
function socketByHand(): string {
  return path.join(os.tmpdir(), `ktest-virtiofs-${process.pid}`);
}

/** The same machine for a shell, with the same job as a script on its console. */
function print(qemu: QemuProgram, boot: Omit<DirectBoot, 'initrd'>, { content }: GuestOptions, job: Job): ExitCode {
  const folder = temporaryFolder();
  try {
    const loads = job.modules.map((file) => `insmod ${shellQuote(path.basename(file))}`);
    const lines = [
      ...(job.share ? [job.share.mount] : []),
      `cd ${folderInGuest}`,
      ...loads,
      job.command.length > 0 ? shellLine(job.command) : 'sh -i',
    ];
    const made = makeInitramfs(folder, { ...content, script: `${lines.join('\n')}\n` });
    const kept = path.join(cacheRoot(), 'vm', 'initramfs', `${hashName(boot.kernel, ...lines)}.cpio`);
    makeFolder(path.dirname(kept));
    renameSync(made, kept);
    const words = handBootArguments(qemu, { ...boot, initrd: kept });
    if (job.share?.server) process.stdout.write(`${job.share.server}\n`);
    process.stdout.write(`${[qemu.file, ...words].map(shellQuote).join(' ')}\n`);
    return ExitCode.ok;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runInGuest(guest: Guest, job: Job, signal: AbortSignal): Promise<ExitCode> {
  const stop = () => void guest.close();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  sayBootTroubles(guest);
  const { share, command, isShell, modules, timeoutSeconds: seconds } = job;
  const ktap: string[] = [];
  try {
    if (share) {
      const mounted = await guest.exec(share.mount, seconds);
      if (mounted.status !== 0) throw new UserError(`--share: ${mounted.stderr.toString().trim()}`, ExitCode.missing);
    }
    for (const module of modules) ktap.push(...(await load(guest, module, seconds)));
    let status: number = ktap.some((line) => /^\s*not ok /.test(line)) ? ExitCode.failed : ExitCode.ok;
    if (isShell) status = await shellHere(guest, seconds);
    else if (command.length === 0) for (const line of ktap) process.stdout.write(`${line}\n`);
    else {
      const line = `cd ${folderInGuest} && ${shellLine(command)}`;
      ({ status } = await guest.stream(line, seconds, process.stdout, process.stderr));
    }
    checkKernel(guest, job.ignoresWarnings);
    return status as ExitCode;
  } finally {
    signal.removeEventListener('abort', stop);
    await guest.close();
  }
}

/** A shell of the guest on our terminal, which sends keys instead of signals meanwhile. */
async function shellHere(guest: Guest, seconds: number): Promise<number> {
  const { stdin, stdout } = process;
  if (stdin.isTTY) stdin.setRawMode(true);
  try {
    return await guest.shell({ input: stdin, output: stdout, rows: stdout.rows, columns: stdout.columns }, seconds);
  } finally {
    if (stdin.isTTY) stdin.setRawMode(false);
    stdin.unref();
  }
}

/** Loads a module and returns the KTAP that it printed. */
async function load(guest: Guest, module: string, seconds: number): Promise<string[]> {
  const loaded = await guest.exec(`insmod ${shellQuote(path.join(folderInGuest, path.basename(module)))}`, seconds);
  if (loaded.status === 0) return ktapIn(loaded.log.map(({ text }) => text));
  const said = loaded.stderr
    .toString()
    .trim()
    .replace(/^insmod: /, '');
  checkKernel(guest, true);
  throw new UserError(`${module} was not loaded: ${said}`, ExitCode.failed);
}

/** What the kernel says while it boots is not the command's doing. */
function sayBootTroubles(guest: Guest): void {
  const [first] = guest.troubles.splice(0);
  if (first) process.stderr.write(`ktest: at boot, before anything was run, ${guest.describe(first)}\n`);
}

function checkKernel(guest: Guest, ignoresWarnings: boolean): void {
  const cause = causeOf(guest.troubles);
  if (!cause || (ignoresWarnings && !guest.troubles.some(isDeadly))) return;
  throw new GuestFailure('report', guest.describe(cause), guest.tail());
}

/** From the first version line on: a kernel's reports have lines that begin with # as well. */
function ktapIn(lines: string[]): string[] {
  const begin = lines.findIndex((text) => /^K?TAP version \d+/.test(text));
  return begin < 0 ? [] : lines.slice(begin).filter(isKtap);
}

function isKtap(text: string): boolean {
  return /^\s*(?:KTAP version|TAP version|1\.\.\d+|(?:not )?ok \d+|# |#$)/.test(text);
}
