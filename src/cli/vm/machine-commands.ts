// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { shellLine } from '../../util/command.js';
import { ExitCode } from '../../util/exit-codes.js';
import { isFile } from '../../util/files.js';
import { UserError } from '../../util/user-error.js';
import { down } from '../../vm/lifecycle.js';
import { guestUser } from '../../vm/seed.js';
import { sshOptions, sshWords } from '../../vm/ssh.js';
import { allMachines, StoredMachine } from '../../vm/store.js';
import { totalOf } from '../../vm/topology.js';
import type { common, Invocation } from '../option.js';
import { Progress } from '../progress.js';
import type { vmDownOptions, vmListOptions, vmRmOptions } from './options.js';

type Plain = Invocation<typeof common>;

/** ssh ends with it when the command could not be run at all. */
const sshFailed = 255;

export async function vmSsh({ operands }: Plain): Promise<ExitCode> {
  const machine = runningMachine(operands[0]);
  return pass('ssh', sshWords(machine, [], process.stdin.isTTY));
}

export async function vmExec({ operands, rest }: Plain): Promise<ExitCode> {
  if (rest.length === 0) throw new UserError('vm exec: name a command behind --');
  const machine = runningMachine(operands[0]);
  const status = await pass('ssh', sshWords(machine, [shellLine(rest)]));
  if ((status as number) === sshFailed && machine.state() !== 'running')
    throw new UserError(`${machine.name} went off while the command ran`, ExitCode.failed);
  return status;
}

/** `vm cp SOURCE… TARGET`, of which one side is MACHINE:PATH. */
export async function vmCp({ operands }: Plain): Promise<ExitCode> {
  if (operands.length < 2) throw new UserError('vm cp: name what to copy and where to, one of them as MACHINE:PATH');
  const remote = operands.map((word) => /^([A-Za-z0-9][\w-]*):(.*)$/.exec(word));
  const names = new Set(remote.flatMap((match) => (match?.[1] === undefined ? [] : [match[1]])));
  const [name] = names;
  if (names.size !== 1 || name === undefined)
    throw new UserError('vm cp: name one machine, as MACHINE:PATH, on one of the two sides');
  const machine = runningMachine(name);
  const words = operands.map((word, i) => {
    const match = remote[i];
    return match ? `${guestUser}@127.0.0.1:${match[2]}` : word.includes(':') ? `./${word}` : word;
  });
  return pass('scp', [...sshOptions(machine), '-q', '-r', '-P', String(machine.mustRecord().sshPort), ...words]);
}

export async function vmList({ options }: Invocation<typeof vmListOptions>): Promise<ExitCode> {
  const rows = allMachines().map((machine) => {
    const { image, topology, sshPort, pid } = machine.mustRecord();
    const { cpus, memoryMib: memory } = totalOf(topology.nodes);
    return {
      name: machine.name,
      state: machine.state(),
      image,
      nodes: topology.nodes.length,
      cpus,
      memory,
      sshPort,
      pid,
    };
  });
  if (options.json) process.stdout.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  else
    for (const { name, state, image, nodes, cpus, memory, sshPort } of rows) {
      const shape = `${nodes} node${nodes === 1 ? '' : 's'}, ${cpus} CPU${cpus === 1 ? '' : 's'}, ${memory} MiB`;
      const port = state === 'stopped' ? '' : `  ssh port ${sshPort}`;
      process.stdout.write(`${name.padEnd(16)} ${state.padEnd(9)} ${image.padEnd(14)} ${shape}${port}\n`);
    }
  return ExitCode.ok;
}

/** `vm log`: the console of the last start. */
export async function vmLog({ operands }: Plain): Promise<ExitCode> {
  const machine = new StoredMachine(operands[0] ?? 'default');
  machine.mustRecord();
  if (!isFile(machine.log)) throw new UserError(`${machine.name} has never been started`);
  await new Promise<void>((resolve, reject) => {
    createReadStream(machine.log)
      .on('error', reject)
      .on('end', () => resolve())
      .pipe(process.stdout, { end: false });
  });
  return ExitCode.ok;
}

export async function vmDown({ options, operands }: Invocation<typeof vmDownOptions>): Promise<ExitCode> {
  const machine = new StoredMachine(operands[0] ?? 'default');
  const progress = new Progress();
  const how = await down(machine, options.force, (text) => progress.show(text));
  progress.clear();
  if (how === 'forced' && !options.force)
    process.stderr.write(`ktest: ${machine.name} did not shut down within 60 s and was switched off\n`);
  return ExitCode.ok;
}

export async function vmRm({ options, operands }: Invocation<typeof vmRmOptions>): Promise<ExitCode> {
  const machine = new StoredMachine(operands[0] ?? 'default');
  if (machine.state() !== 'stopped' && !options.force)
    throw new UserError(`${machine.name} is ${machine.state()}: \`ktest vm down ${machine.name}\` first, or --force`);
  await down(machine, true, () => {});
  machine.remove();
  return ExitCode.ok;
}

function runningMachine(name: string | undefined): StoredMachine {
  const running = allMachines().filter((machine) => machine.state() === 'running');
  // One that runs needs no name.
  const machine =
    name === undefined && running.length === 1 && running[0] ? running[0] : new StoredMachine(name ?? 'default');
  machine.mustRecord();
  const state = machine.state();
  if (state !== 'running')
    throw new UserError(`${machine.name} is ${state}: \`ktest vm up ${machine.name}\` first`, ExitCode.missing);
  return machine;
}

/** Our input and output are the program's own, byte by byte; so is its exit status. */
function pass(program: string, words: string[]): Promise<ExitCode> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: 'inherit' });
    child.once('error', () =>
      reject(new UserError(`${program} is not installed: apt-get install openssh-client`, ExitCode.missing)),
    );
    child.once('close', (status, signal) => resolve((status ?? (signal === 'SIGINT' ? 130 : 128)) as ExitCode));
  });
}
