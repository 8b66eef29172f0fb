// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { mustCommand, shellQuote } from '../util/command.js';
import { temporaryFolder } from '../util/temporary-folder.js';
import { buildModules } from './build-modules.js';
import type { ConsoleLine } from './console.js';
import { Guest } from './guest.js';
import { type GuestShell, shellStream } from './guest-shell.js';
import { findKernel } from './kernel.js';
import { freePort } from './lifecycle.js';
import { ModuleSymbols } from './module-symbols.js';
import { moduleFiles } from './modules.js';
import { findQemu, qemuMachine } from './qemu.js';
import { libraries } from './shared-libraries.js';
import { machineFixtures } from './test-fixtures.js';
import { planTopology } from './topology.js';
import { causeOf } from './trouble.js';

/**
 * Machines for functional tests in TypeScript, for any test runner:
 *
 *     import { vm } from 'ktest/vm';
 *     const machine = await vm.boot({ kernel: 'debian:6.12', forward: [80] });
 *     await machine.insmod('netgate.ko', { port: 80 });
 */
export interface BootOptions {
  /** An image, a built tree or debian:6.12; default: as `ktest vm run`. */
  kernel?: string;
  /** Folder with lib/modules/RELEASE of that kernel. */
  modules?: string;
  cpus?: number;
  nodes?: number;
  /** `512M`, `2G`. */
  memory?: string;
  /** The kernel's own modules to load at boot, by name; those for the network come by themselves. */
  load?: string[];
  /** Files to have in the guest: place there, file here. */
  files?: Record<string, string>;
  /** Ports of the guest that the host can reach; see port(). */
  forward?: number[];
  /** A network that it shares with others, and its address there, as 10.9.0.1/24. */
  network?: { lan: Lan; address: string };
  append?: string;
  bootSeconds?: number;
}

/** A virtual network between machines. */
export interface Lan {
  port: number;
}

export interface Executed {
  status: number;
  stdout: string;
  stderr: string;
  /** The same, byte by byte: output need not be text. */
  stdoutBytes: Buffer;
  stderrBytes: Buffer;
}

export interface ExecOptions {
  /** Seconds until the machine is given up; default 60. */
  seconds?: number;
  /** The command's standard input; default: none. */
  input?: string | Buffer;
}

/** What a machine has on the host. */
interface HostSide {
  /** Forwarded ports: the machine's, and the host's for it. */
  ports: Map<number, number>;
  /** Temporary folder, removed by close(). */
  folder: string;
}

export class TestMachine {
  private log: ConsoleLine[] = [];

  private constructor(
    private readonly guest: Guest,
    readonly release: string,
    private readonly symbols: ModuleSymbols,
    private readonly host: HostSide,
  ) {}

  /** See vm.boot(). */
  static async boot(options: BootOptions): Promise<TestMachine> {
    const qemu = findQemu();
    const kernel = findKernel(options.kernel, options.modules);
    const topology = planTopology({
      cpus: options.cpus ?? Math.max(2, options.nodes ?? 1),
      nodes: options.nodes,
      memory: options.memory ?? '512M',
      node: [],
      distance: [],
    });
    const folder = temporaryFolder();
    let guest: Guest | undefined;
    try {
      const ports = new Map<number, number>();
      for (const port of options.forward ?? []) ports.set(port, await freePort());
      const hasNet = ports.size > 0 || options.network !== undefined;
      const devices = [...networkDevices(ports, options.network?.lan), ...snapshotDisk(folder)];
      const needed = [...(hasNet ? ['virtio_net'] : []), ...(options.load ?? [])];
      const files = Object.entries(options.files ?? {}).map(([place, from]) => ({ path: place, from }));
      // An emulated TSC jumps when a state is restored, and with it the guest's time.
      const clock = qemu.accelerator.name === 'tcg' ? 'clocksource=hpet tsc=unstable ' : '';
      const append = `${clock}${options.append ?? ''}`;
      const symbols = new ModuleSymbols();
      guest = await Guest.boot(qemuMachine(qemu, { kernel: kernel.image, append, topology, devices }), {
        bootSeconds: options.bootSeconds ?? 120,
        symbols,
        content: {
          modules: moduleFiles(kernel, needed, folder),
          files: [...files, ...files.flatMap(({ from }) => libraries(from))],
        },
      });
      const machine = new TestMachine(guest, kernel.release, symbols, { ports, folder });
      if (hasNet) await machine.mustExec(networkScript(ports.size > 0, options.network?.address));
      return machine;
    } catch (error) {
      await guest?.close();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Runs a shell command; whatever its status. */
  async exec(command: string, options: number | ExecOptions = {}): Promise<Executed> {
    const { seconds = 60, input } = typeof options === 'number' ? { seconds: options } : options;
    const done = await this.guest.exec(command, seconds, input === undefined ? undefined : Buffer.from(input));
    this.log.push(...done.log);
    const { status, stdout, stderr } = done;
    return {
      ...{ status, stdout: stdout.toString(), stderr: stderr.toString() },
      ...{ stdoutBytes: stdout, stderrBytes: stderr },
    };
  }

  /** An interactive shell with a terminal: write what is typed (end() is Ctrl-D), read what it shows. */
  shell(seconds = 3600): GuestShell {
    return shellStream((terminal) => this.guest.shell(terminal, seconds));
  }

  /** Its standard output; throws when it fails. */
  async mustExec(command: string, options: number | ExecOptions = {}): Promise<string> {
    const { status, stdout, stderr } = await this.exec(command, options);
    if (status !== 0) throw new Error(`\`${command}\` left with status ${status}: ${stderr.trim() || stdout.trim()}`);
    return stdout;
  }

  /** Loads a module file of the host, after the kernel's modules that it needs are there (`load`). */
  async insmod(file: string, parameters: Record<string, string | number> = {}): Promise<void> {
    const place = `/tmp/${path.basename(file)}`;
    // Its debug information is most of it, and nobody reads it there.
    const stripped = path.join(this.host.folder, path.basename(file));
    mustCommand('objcopy', ['--strip-debug', file, stripped]);
    await this.writeFile(place, readFileSync(stripped));
    this.symbols.add(file);
    const words = Object.entries(parameters).map(([name, value]) => `${name}=${parameterValue(name, `${value}`)}`);
    await this.mustExec(`insmod ${place} ${words.map(shellQuote).join(' ')}`);
  }

  async rmmod(name: string): Promise<void> {
    await this.mustExec(`rmmod ${name}`);
  }

  async writeFile(place: string, data: string | Buffer): Promise<void> {
    await this.mustExec(`mkdir -p ${shellQuote(path.posix.dirname(place))}`);
    const { status, stderr } = await this.guest.write(place, Buffer.from(data), 120);
    if (status !== 0) throw new Error(`${place}: ${stderr.toString().trim()}`);
  }

  async readFile(place: string): Promise<Buffer> {
    const { status, stdout, stderr } = await this.guest.exec(`cat ${shellQuote(place)}`, 120);
    if (status !== 0) throw new Error(`${place}: ${stderr.toString().trim()}`);
    return stdout;
  }

  /** What the kernel has printed since the last clearLog(). */
  async dmesg(): Promise<string[]> {
    await this.exec('true');
    return this.log.map((line) => line.text);
  }

  async clearLog(): Promise<void> {
    await this.exec('true');
    this.log = [];
    this.guest.troubles.length = 0;
  }

  /** Throws when the kernel reported a warning, an oops, a hang, a leak or a panic since the last clearLog(). */
  async expectNoWarnings(): Promise<void> {
    await this.exec('true');
    const first = causeOf(this.guest.troubles);
    if (first) throw new Error(`${this.guest.describe(first)}\n${this.guest.tail().join('\n')}`);
  }

  /** The port of 127.0.0.1 that leads to a port of the guest, which `forward` named. */
  port(guest: number): number {
    const host = this.host.ports.get(guest);
    if (host === undefined)
      throw new Error(`port ${guest} is not forwarded: boot the machine with forward: [${guest}]`);
    return host;
  }

  /** Keeps the whole machine as it is now. */
  async snapshot(name = 'snapshot'): Promise<void> {
    await this.human(`savevm ${name}`);
  }

  /** Makes it as it was; what happened since then never did. */
  async restore(name = 'snapshot'): Promise<void> {
    try {
      await this.human(`loadvm ${name}`);
    } catch (error) {
      // QEMU stops the machine first. What was then is what is.
      await this.guest.monitor.command('cont').catch(() => undefined);
      throw error;
    }
    await this.clearLog();
  }

  /** What the kernel and the console said, for whoever looks into a test that failed. */
  async report(): Promise<string> {
    await this.exec('true', 10).catch(() => undefined);
    const log = this.symbols.annotate(this.log.slice(-200).map((line) => line.raw));
    const lines = ['kernel log since the last clearLog():', ...log, 'console, its last lines:', ...this.guest.tail()];
    return lines.map((line) => (line.endsWith(':') ? line : `  | ${line}`)).join('\n');
  }

  async close(): Promise<void> {
    await this.guest.close();
    rmSync(this.host.folder, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  private async human(line: string): Promise<void> {
    const said = await this.guest.monitor.command('human-monitor-command', { 'command-line': line });
    if (typeof said === 'string' && said.trim() !== '') throw new Error(`${line}: ${said.trim()}`);
  }
}

/** As the kernel reads it: a value with blanks stands in double quotes, and nothing else can. */
function parameterValue(name: string, value: string): string {
  if (/["\n]/.test(value)) throw new Error(`${name}: a module's parameter can hold neither " nor a line break`);
  return /\s/.test(value) || value === '' ? `"${value}"` : value;
}

function networkDevices(ports: Map<number, number>, lan: Lan | undefined): string[] {
  const forwards = [...ports].map(([guest, host]) => `,hostfwd=tcp:127.0.0.1:${host}-:${guest}`).join('');
  return [
    ...(ports.size > 0 ? ['-netdev', `user,id=net0${forwards}`, '-device', 'virtio-net-pci,netdev=net0'] : []),
    ...(lan
      ? [
          ...['-netdev', `socket,id=lan0,mcast=230.82.0.1:${lan.port},localaddr=127.0.0.1`],
          ...['-device', `virtio-net-pci,netdev=lan0,mac=${randomMac()}`],
        ]
      : []),
  ];
}

function randomMac(): string {
  const byte = () =>
    Math.floor(Math.random() * 256)
      .toString(16)
      .padStart(2, '0');
  return `52:54:00:${byte()}:${byte()}:${byte()}`;
}

/** QEMU keeps a machine's state in a disk; nothing of the guest's is there. */
function snapshotDisk(folder: string): string[] {
  const file = path.join(folder, 'state.qcow2');
  mustCommand('qemu-img', ['create', '-q', '-f', 'qcow2', file, '1M']);
  return ['-drive', `if=none,id=state,format=qcow2,file=${file}`];
}

/** The addresses of QEMU's user network are fixed. */
function networkScript(hasUser: boolean, address: string | undefined): string {
  const lan = hasUser ? 'eth1' : 'eth0';
  return [
    'ip link set lo up',
    ...(hasUser
      ? ['ip link set eth0 up', 'ip addr add 10.0.2.15/24 dev eth0', 'ip route add default via 10.0.2.2']
      : []),
    ...(address ? [`ip link set ${lan} up`, `ip addr add ${address} dev ${lan}`] : []),
  ].join(' && ');
}

export const vm = {
  /** Boots a kernel without a disk; the machine ends with close(), or with this process. */
  boot: (options: BootOptions = {}) => TestMachine.boot(options),
  /** A network for machines that are booted with it. */
  lan: async (): Promise<Lan> => ({ port: await freePort() }),
  buildModules,
  /**
   * For vitest, a machine for each file, whose console and log come with the message of a test that fails:
   *
   *     const test = base.extend(vm.fixtures({ kernel: 'debian:6.12' }));
   *     test('…', async ({ machine }) => { … });
   */
  fixtures: (options: BootOptions = {}) => machineFixtures(() => TestMachine.boot(options)),
};
