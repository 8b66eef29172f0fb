// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { ExitCode } from '../util/exit-codes.js';
import { interrupted, wasInterrupted } from '../util/interruption.js';
import { nearest } from '../util/nearest.js';
import { asUserError, refusalOf } from '../util/refusal.js';
import { UserError } from '../util/user-error.js';
import { plainText } from './characters.js';
import { commandHelp, helpWidth, overview } from './help.js';
import type { Invocation } from './option.js';
import { parseInvocation } from './parse.js';
import { clearProgress } from './progress.js';
import { type CommandName, type Commands, commandList, commands } from './table.js';
import { toolVersion } from './version.js';

type Implementation<N extends CommandName> = (invocation: Invocation<Commands[N]['options']>) => Promise<ExitCode>;

/** Loaded when called, so that no command pays for another. */
const implementations: { [N in CommandName]: () => Promise<Implementation<N>> } = {
  run: async () => (await import('./run.js')).run,
  list: async () => (await import('./list.js')).list,
  scan: async () => (await import('./scan.js')).scan,
  prepare: async () => (await import('./prepare.js')).prepare,
  lib: async () => (await import('./lib.js')).lib,
  init: async () => (await import('./init.js')).init,
  vendor: async () => (await import('./vendor.js')).vendor,
  doctor: async () => (await import('./doctor.js')).doctor,
  flags: async () => (await import('./flags.js')).flags,
  'vm up': async () => (await import('./vm/up.js')).vmUp,
  'vm log': async () => (await import('./vm/machine-commands.js')).vmLog,
  'vm ssh': async () => (await import('./vm/machine-commands.js')).vmSsh,
  'vm exec': async () => (await import('./vm/machine-commands.js')).vmExec,
  'vm cp': async () => (await import('./vm/machine-commands.js')).vmCp,
  'vm list': async () => (await import('./vm/machine-commands.js')).vmList,
  'vm down': async () => (await import('./vm/machine-commands.js')).vmDown,
  'vm rm': async () => (await import('./vm/machine-commands.js')).vmRm,
  'vm build-kernel': async () => (await import('./vm/build-kernel.js')).vmBuildKernel,
  'vm run': async () => (await import('./vm/run-in-guest.js')).vmRun,
  api: async () => (await import('./api.js')).api,
  completions: async () => (await import('./completions/completions.js')).completions,
};

async function main(words: string[]): Promise<ExitCode> {
  // `vm run` is one name.
  const [name, ...rest] =
    words[0] === 'vm' && words[1]?.match(/^[a-z]/) ? [`vm ${words[1]}`, ...words.slice(2)] : words;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(plainText(overview('', helpWidth())));
    return name === undefined ? ExitCode.usage : ExitCode.ok;
  }
  if (name === 'vm') {
    process.stdout.write(plainText(overview('vm ', helpWidth())));
    return rest.includes('--help') || rest.includes('-h') ? ExitCode.ok : ExitCode.usage;
  }
  if (name === '--version' || name === '-V') {
    process.stdout.write(`ktest ${toolVersion()}\n`);
    return ExitCode.ok;
  }
  if (!isCommand(name)) {
    const near = nearest(
      name,
      commandList.map((known) => known.name),
    );
    throw new UserError(
      `unknown command ${name}${near ? `: did you mean \`ktest ${near}\`?` : ': see `ktest --help`'}`,
    );
  }
  return invoke(name, rest);
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

async function invoke<N extends CommandName>(name: N, words: string[]): Promise<ExitCode> {
  const command = commands[name];
  const invocation = parseInvocation(name, command, words) as Invocation<Commands[N]['options']>;
  if (invocation.options.help) {
    const listed = commandList.find((known) => known.name === name);
    if (listed) process.stdout.write(plainText(commandHelp(listed, helpWidth())));
    return ExitCode.ok;
  }
  const load: () => Promise<Implementation<N>> = implementations[name];
  try {
    return await (await load())(invocation);
  } catch (error) {
    throw advised(error, command.options);
  }
}

/** A refusal in the command's own terms: with the advice that names an option of it. */
function advised(error: unknown, options: object): unknown {
  if (!(error instanceof UserError) || !error.advice || !Object.hasOwn(options, error.advice.option)) return error;
  return new UserError(`${error.message}${error.advice.text}`, error.exitCode);
}

// A reader that went away (`| head`) ends us quietly.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(ExitCode.failed);
  clearProgress();
  process.stderr.write(`ktest: cannot write standard output: ${refusalOf(error) ?? error.message}\n`);
  process.exit(ExitCode.missing);
});

/** The whole program, but for its exit: output may still be on its way. */
async function runProgram(): Promise<void> {
  // Node.js ends, with status 0, when nothing is left that could end a wait: that is no success. 13 is its own
  // status for a module that waits so.
  const waits = 13;
  process.exitCode = waits;
  const unfinished = () => {
    if (process.exitCode !== waits) return;
    process.stderr.write('ktest: it ended before its work was done: please report it\n');
    process.exitCode = ExitCode.missing;
  };
  process.once('exit', unfinished);
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    let told = asUserError(error);
    if (told?.exitCode !== ExitCode.interrupted && (await wasInterrupted())) told = interrupted();
    clearProgress();
    if (!told) throw error;
    process.stderr.write(`ktest: ${told.message}\n`);
    process.exitCode = told.exitCode;
  } finally {
    process.off('exit', unfinished);
  }
}

void runProgram();
